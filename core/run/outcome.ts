import type { Sha256 } from '../plan/plan.ts';
import type { Localized } from '../runbook/localized.ts';

/** Why nobody knows. Never a kind of failure. */
export const LOST_REASONS = [
  'host-restarted', // boot id or boot time changed since the start
  'job-vanished', // no exit status and nobody of the process group alive
  'spool-vanished', // the spool is missing or another one: absence proves nothing
  'exit-unknowable', // the wrapper was killed; the command ended without anybody noting how
  'no-answer', // the directory or host stopped answering after the change was sent
] as const;
export type LostReason = (typeof LOST_REASONS)[number];

/** Why an operation failed: the other side said no, or it never began. */
export const FAILURE_REASONS = [
  'exit-status', // the command's exit status is not an expected one
  'expectation', // the exit status is fine, the output is not
  'signal', // ended by a signal
  'timed-out', // cancelled by us after its time-out, and seen to end
  'cancelled', // cancelled by a person, and seen to end
  'not-started', // it certainly never began
  'refused', // the directory refused the change
  'conflict', // what is there contradicts what should be written
  'said-not-done', // a person said that it is not done
  'prompt-unseen', // an interactive program asked something else
] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

/** What a program printed or a person wrote: the same in both languages. */
export const verbatim = (text: string): Localized => ({ en: text, ja: text });

/**
 * What an executor can honestly say: certainty of effect. `detail` is one redacted clause for people, without a full
 * stop: it stands in parentheses or behind a colon. What a program printed stays literal in both languages.
 */
export type Outcome =
  | { readonly kind: 'succeeded'; readonly evidence: readonly Sha256[]; readonly detail: Localized }
  | {
      readonly kind: 'failed';
      readonly reason: FailureReason;
      readonly detail: Localized;
      readonly evidence: readonly Sha256[];
      /** Sessions that did succeed: a retry leaves them out. */
      readonly sessionsDone?: readonly string[];
    }
  | {
      readonly kind: 'lost';
      readonly reason: LostReason;
      readonly detail: Localized;
      readonly evidence: readonly Sha256[];
      /** Sessions that did succeed: a retry leaves them out. */
      readonly sessionsDone?: readonly string[];
    };

/** What a probe can say. */
export type ProbeResult = {
  readonly kind: 'satisfied' | 'unsatisfied' | 'inconclusive';
  readonly detail: Localized;
  readonly evidence: readonly Sha256[];
};
