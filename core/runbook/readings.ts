import { type Names, rename } from './rename.ts';
import {
  type CheckedStep,
  type Group,
  type Parameter,
  type RunbookSource,
  type Step,
  type Variant,
  step,
} from './schema.ts';

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
    const left = steps.filter((one) => !isLeftOut(variant, one.id, one.group?.id ?? null));
    return {
      id: `${folder}/${name}`,
      variant,
      steps: calledAnew(variant.numbers === 'consecutive' ? numberedAnew(left) : left, variant.with),
    };
  });
}

/** Whether a variant does without a step, by its own id or by its group's. */
export const isLeftOut = ({ leaveOut }: Variant, id: string, group: string | null): boolean =>
  leaveOut.includes(id) || (group !== null && leaveOut.includes(group));

/** What a variant leaves of the source's parameters: of a choice that it makes, that one alone, and a flag's default. */
export const parametersOf = (
  parameters: Readonly<Record<string, Parameter>>,
  variant: Variant | null,
): Readonly<Record<string, Parameter>> =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [name, settled(parameter, variant?.set?.[name])]),
  );

function settled(parameter: Parameter, value: string | boolean | undefined): Parameter {
  if (value === undefined) return parameter;
  if (parameter.type === 'flag') return { ...parameter, default: value === true };
  if (parameter.type !== 'choice' || typeof value !== 'string') return parameter;
  const of = parameter.of.filter((one) => one.value === value);
  // A choice that there is not is a problem of the variant, and of nothing else.
  return of.length === 0 ? parameter : { ...parameter, of, default: value, example: value };
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
    return entry.steps.map((one) => ({ ...one, group }));
  });

/** Counts main numbers 1, 2, 3 … in order of the steps; a group and its steps share one. Letters stay. */
function numberedAnew(steps: readonly CheckedStep[]): readonly CheckedStep[] {
  const mains = [...new Set(steps.map((one) => mainOf(one)))];
  return steps.map((one) => {
    const main = String(mains.indexOf(mainOf(one)) + 1);
    return {
      ...one,
      number: main + one.number.replace(/^[0-9]+/u, ''),
      group: one.group === null ? null : { ...one.group, number: main },
    };
  });
}

const calledAnew = (steps: readonly CheckedStep[], names: Names | undefined): readonly CheckedStep[] =>
  names === undefined
    ? steps
    : steps.map(({ group, ...own }) => ({ ...step.parse(rename(own, names, [])), group }));

const mainOf = ({ number }: CheckedStep): number => Number.parseInt(number, 10);
