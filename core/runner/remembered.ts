import type { Sha256 } from '../plan/plan.ts';
import { withoutWave } from '../plan/slots.ts';
import type { StepId } from '../run/question.ts';
import type { RunState } from '../run/state.ts';

/**
 * Documents that a step remembered, oldest first: for its own wave and for the others, since somebody may have been taken
 * out of an earlier one.
 */
export const rememberedBy = (state: RunState, step: StepId): readonly Sha256[] =>
  state.status === 'not-started'
    ? []
    : state.remembered
        .filter((one) => withoutWave(one.step) === withoutWave(step))
        .map(({ document }) => document);
