import { withoutWave } from '../plan/slots.ts';
import type { StepId } from '../run/question.ts';
import type { OpenRun, RunState } from '../run/state.ts';

/**
 * What a step remembered, oldest first: for its own wave and for the others, since somebody may have been taken out of an
 * earlier one.
 */
export const rememberedBy = (state: RunState, step: StepId): OpenRun['remembered'] =>
  state.status === 'not-started'
    ? []
    : state.remembered.filter((one) => withoutWave(one.step) === withoutWave(step));
