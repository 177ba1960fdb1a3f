import type { LostReason } from '../../run/outcome.ts';
import type { Localized } from '../../runbook/localized.ts';
import type { Output } from './output.ts';

export type Outputs = { readonly stdout: Output; readonly stderr: Output };
/** What certainly became of a job, or why nobody knows. */
export type JobEnd =
  | {
      readonly kind: 'ended';
      /** One a part of a pipeline. */
      readonly exits: readonly number[];
      /** Prompts that were seen and answered. */
      readonly asked: number;
      /** It was told to end. */
      readonly why: string | null;
      readonly outputs: Outputs;
    }
  | { readonly kind: 'not-started'; readonly saw: Localized }
  | {
      readonly kind: 'lost';
      readonly reason: LostReason;
      readonly saw: Localized;
      readonly outputs: Outputs | null;
    };

export const lost = (reason: LostReason, saw: Localized): Extract<JobEnd, { kind: 'lost' }> => ({
  kind: 'lost',
  reason,
  saw,
  outputs: null,
});
