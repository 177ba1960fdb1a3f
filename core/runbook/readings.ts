import type { CheckedStep, Group, RunbookSource, Step, Variant } from './schema.ts';

/** One runbook that a source makes: all of it, or a variant. `variant` is null for a source without any. */
export type Reading = {
  readonly id: string;
  readonly variant: Variant | null;
  /** What is left, flat, under the numbers of this reading. */
  readonly steps: readonly CheckedStep[];
};

/** Every runbook that a source makes. */
export function readingsOf(source: Pick<RunbookSource, 'id' | 'variants' | 'steps'>): readonly Reading[] {
  const steps = flatSteps(source.steps);
  if (source.variants === undefined) return [{ id: source.id, variant: null, steps }];
  const folder = source.id.slice(0, source.id.indexOf('/'));
  return Object.entries(source.variants).map(([name, variant]) => {
    const isLeft = ({ id, group }: CheckedStep): boolean =>
      !variant.leaveOut.includes(id) && !(group !== null && variant.leaveOut.includes(group.id));
    const left = steps.filter(isLeft);
    return {
      id: `${folder}/${name}`,
      variant,
      steps: variant.numbers === 'consecutive' ? numberedAnew(left) : left,
    };
  });
}

const flatSteps = (steps: readonly (Group | Step)[]): readonly CheckedStep[] =>
  steps.flatMap((entry): readonly CheckedStep[] => {
    if (!('steps' in entry)) return [{ ...entry, group: null }];
    const { group: id, number, title, each, budget } = entry;
    const group = {
      id,
      number,
      title,
      ...(each !== undefined && { each }),
      ...(budget !== undefined && { budget }),
    };
    return entry.steps.map((step) => ({ ...step, group }));
  });

/** Counts main numbers 1, 2, 3 … in order of the steps; a group and its steps share one. Letters stay. */
function numberedAnew(steps: readonly CheckedStep[]): readonly CheckedStep[] {
  const mains = [...new Set(steps.map((step) => mainOf(step)))];
  return steps.map((step) => {
    const main = String(mains.indexOf(mainOf(step)) + 1);
    return {
      ...step,
      number: main + step.number.replace(/^[0-9]+/u, ''),
      group: step.group === null ? null : { ...step.group, number: main },
    };
  });
}

const mainOf = ({ number }: CheckedStep): number => Number.parseInt(number, 10);
