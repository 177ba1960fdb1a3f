import type { Sha256 } from '../plan/plan.ts';

export type RunId = string & { readonly __word?: 'RunId' };
export type StepId = string & { readonly __word?: 'StepId' };
export type PersonId = string & { readonly __word?: 'PersonId' };
export type ClaimId = string & { readonly __word?: 'ClaimId' };
/** UTC, ISO 8601 with milliseconds. */
export type Instant = string & { readonly __word?: 'Instant' };

/** What is asked. One gate for everything. */
export const ASKS = [
  'carry-out',
  'settle-done',
  'settle-not-done',
  'skip',
  'undo',
  'resume',
  'amend',
] as const;
export type Asks = (typeof ASKS)[number];

/** What a button is about. An answer to any other question is stale. */
export type Question = {
  readonly run: RunId;
  readonly step: StepId;
  readonly attempt: number;
  readonly asks: Asks;
  /** SHA-256 of the stored document {planHash, rendered operations, previews}: exactly what people saw. */
  readonly shown: Sha256;
};

/** The account somebody used. People are counted, accounts are recorded. */
export type Account =
  | { readonly kind: 'slack'; readonly team: string; readonly user: string }
  | { readonly kind: 'os'; readonly login: string }
  | { readonly kind: 'lab'; readonly name: string };
export type Via = 'slack' | 'terminal' | 'rehearsal';
/** Who did it: person and account and the way. */
export type By = { readonly person: PersonId; readonly account: Account; readonly via: Via };
/** Who is acting, with the roles they hold at that moment. Looked up by the edge, never by `decide`. */
export type Actor = By & { readonly roles: readonly Role[] };
export const ROLES = ['operator', 'approver'] as const;
export type Role = (typeof ROLES)[number];
