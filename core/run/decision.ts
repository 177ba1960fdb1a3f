import type { RunEvent } from './events.ts';
import { type Refusal, type RefusalCode, refusal } from './refusals.ts';

/** Why an answer changed nothing. A repeated answer is no mistake. */
export const UNCHANGED = [
  'already-asked',
  'already-approved-by-you',
  'enough-approvals',
  'already-rejected',
  'already-started',
  'already-recorded',
  'already-confirmed',
  'already-met',
  'already-cancelling',
  'already-paused',
  'already-aborting',
  'probe-proves-nothing',
] as const;
export type Unchanged = (typeof UNCHANGED)[number];

/** What `decide` answers: never an exception for what a person did. */
export type Decision =
  | { readonly kind: 'accepted'; readonly events: readonly [RunEvent, ...RunEvent[]] }
  | { readonly kind: 'unchanged'; readonly because: Unchanged }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export const accept = (...events: [RunEvent, ...RunEvent[]]): Decision => ({ kind: 'accepted', events });
export const unchanged = (because: Unchanged): Decision => ({ kind: 'unchanged', because });
export const refuse = (code: RefusalCode, values: Readonly<Record<string, string>> = {}): Decision => ({
  kind: 'refused',
  refusal: refusal(code, values),
});
