import { WAVE_FIRST } from '../runbook/condition.ts';
import type { Operation } from '../runbook/operations/index.ts';
import { type Values, holds } from '../runbook/render.ts';
import type { CheckedStep } from '../runbook/schema.ts';

const applies = ({ when }: Pick<CheckedStep | Operation, 'when'>, values: Values): boolean =>
  when === undefined || holds(when, values);

/** A step with the operations alone whose conditions hold for these values. */
export const withApplyingOperations = (step: CheckedStep, values: Values): CheckedStep => {
  const left = (operations: readonly Operation[]): Operation[] =>
    operations.filter((operation) => applies(operation, values));
  return {
    ...step,
    do: left(step.do),
    ...(step.verify !== undefined && { verify: left(step.verify) }),
    ...(step.undo !== undefined && { undo: left(step.undo) }),
  };
};

/** The steps that apply, each with the operations that do: what a plan needs values for. In waves, for the first and for others. */
export const applyingSteps = (steps: readonly CheckedStep[], values: Values): readonly CheckedStep[] =>
  steps.flatMap((step) => {
    const isInWaves = step.group?.each !== undefined;
    return (isInWaves ? [true, false] : [false])
      .map((isFirst): Values => ({ ...values, [WAVE_FIRST]: { type: 'flag', value: isFirst } }))
      .filter((known) => applies(step, known))
      .map((known) => withApplyingOperations(step, known));
  });
