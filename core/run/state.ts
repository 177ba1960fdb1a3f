import type { OperationId } from '../plan/operation.ts';
import type { Sha256 } from '../plan/plan.ts';
import type { Members, Move } from '../plan/waves.ts';
import type { Localized } from '../runbook/localized.ts';
import type { FrozenPlan, Target } from './events.ts';
import type { LostReason, Outcome } from './outcome.ts';
import type { By, ClaimId, Instant, PersonId, Question, RunId, StepId } from './question.ts';

/** A question under way, and who has said yes. */
export type Asked = {
  readonly question: Question;
  readonly requestedBy: By;
  readonly reason: string | null;
  readonly required: number;
  readonly move?: Move;
  readonly approvedBy: readonly By[];
};

/** A question that is over, kept so that a late click is told apart from a forged one. */
export type PastQuestion = Asked & {
  /** `answered`: skip, settle or resume took effect. `dropped`: a pause, an abort or late evidence overtook it. */
  readonly ended: 'rejected' | 'voided' | 'started' | 'answered' | 'dropped';
  readonly rejectedBy: By | null;
};

export type OperationState = {
  readonly id: OperationId;
  readonly state: 'pending' | 'started' | 'succeeded' | 'failed' | 'lost';
  readonly jobs: readonly string[];
  readonly outcome: Outcome | null;
  /** Sessions that succeeded in an earlier attempt: a retry leaves them out. */
  readonly sessionsDone: readonly string[];
  /** An earlier attempt has begun it, so that some of it may be there already. */
  readonly begunBefore: boolean;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
};

/** Where the current step stands. `asked` lies over idle, stopped and lost. */
export type Phase =
  | { readonly at: 'idle' }
  | {
      readonly at: 'running';
      readonly claim: ClaimId;
      readonly question: Question;
      readonly cancelling: boolean;
      /** Somebody said no while it ran: no further operation starts. */
      readonly rejected: boolean;
    }
  | {
      readonly at: 'lost';
      readonly claim: ClaimId;
      readonly question: Question;
      readonly operation: OperationId;
      readonly reason: LostReason;
      readonly detail: Localized;
      /** What somebody said while it ran still holds if it turns out to have succeeded. */
      readonly cancelling: boolean;
      readonly rejected: boolean;
    }
  | {
      readonly at: 'stopped';
      readonly why: 'rejected' | 'failed' | 'not-done' | 'unverified';
      /** What stopped. A stopped undo goes on by asking for undo again. */
      readonly during: 'carry-out' | 'undo';
      readonly detail: Localized;
    };

export type StepResult = {
  readonly step: StepId;
  readonly result: 'pending' | 'not-applicable' | 'succeeded' | 'settled-done' | 'skipped';
  /** How often it was claimed to be carried out. */
  readonly attempts: number;
  /** How many questions were asked about it, of every kind: the next one is `asked + 1`. */
  readonly asked: number;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
};

export type OpenRun = {
  readonly status: 'open';
  readonly run: RunId;
  readonly plan: FrozenPlan;
  readonly target: Target;
  readonly channel: string | null;
  readonly startedBy: By;
  readonly startedAt: Instant;
  /** Index into plan.steps of the current step (the first that applies and is not done). */
  readonly cursor: number;
  /** Number of the last question about the current step; 0 before the first. Every question adds one, so no two are equal. */
  readonly attempt: number;
  readonly phase: Phase;
  /** The newest claim, also once its step stopped, and who wanted its jobs to end. */
  readonly claimed: { readonly claim: ClaimId; readonly cancelledBy: By | null } | null;
  readonly asked: Asked | null;
  /** Every question that is over, oldest first. */
  readonly past: readonly PastQuestion[];
  /** Operations of the current step (of its undo once that has started). */
  readonly operations: readonly OperationState[];
  readonly results: readonly StepResult[];
  readonly paused: { readonly reason: string; readonly by: By } | null;
  readonly aborting: { readonly reason: string; readonly by: By } | null;
  /** What people said about manual operations, so that a second click is known as such. */
  readonly confirmed: readonly { readonly claim: ClaimId; readonly operation: OperationId }[];
  /** Who is in each wave now. */
  readonly waves: Readonly<Record<string, Members>>;
  /** Users taken out of waves that had begun, since somebody last resumed the run. */
  readonly taken: number;
  /** What steps remembered before they changed it, oldest first; an undone step has forgotten. */
  readonly remembered: readonly { readonly step: StepId; readonly document: Sha256 }[];
  readonly hosts: Readonly<Record<string, { readonly spool: string; readonly boot: string }>>;
  /** Services that are down now, since when; and what is over. */
  readonly downtime: readonly {
    readonly service: string;
    readonly from: Instant;
    readonly to: Instant | null;
  }[];
};

export type RunState =
  | { readonly status: 'not-started' }
  | OpenRun
  | (Omit<OpenRun, 'status'> & {
      readonly status: 'completed' | 'completed-with-skips' | 'aborted';
      readonly endedAt: Instant;
    });

export const initialState: RunState = { status: 'not-started' };
export type { PersonId };
