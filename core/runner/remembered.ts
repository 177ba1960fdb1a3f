import { withoutWave } from '../plan/slots.ts';
import type { StepId } from '../run/question.ts';
import type { OpenRun, RunState } from '../run/state.ts';

/**
 * What a step remembered, oldest first: for its own wave, and for those of the other waves that have not put it back, since
 * somebody may have been taken out of one and still be as that wave has made them.
 */
export function rememberedBy(state: RunState, step: StepId): OpenRun['remembered'] {
  if (state.status === 'not-started') return [];
  const { plan, results, remembered } = state;
  const isBack = (memory: StepId): boolean =>
    plan.steps.some(
      ({ operations }, index) =>
        operations.some(({ putsBack }) => putsBack === memory) &&
        ['succeeded', 'settled-done'].includes(results[index]?.result ?? ''),
    );
  return remembered.filter(
    (one) => one.step === step || (withoutWave(one.step) === withoutWave(step) && !isBack(one.step)),
  );
}
