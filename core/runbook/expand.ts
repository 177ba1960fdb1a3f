import type { CheckedStep, Parameter, Runbook, RunbookSource } from './schema.ts';
import { survey } from './survey.ts';

/** Every variant of a checked source as a runbook of its own, its steps flat. */
export function expand(source: RunbookSource, file: string): readonly Runbook[] {
  const base = {
    file,
    summary: source.summary,
    source: source.source,
    assumptions: source.assumptions,
    advice: source.advice,
  };
  const steps = flatSteps(source);
  const { variants } = source;
  if (variants === undefined)
    return [{ ...base, id: source.id, title: source.title, parameters: source.parameters, steps }];
  const folder = source.id.slice(0, source.id.indexOf('/'));
  return Object.entries(variants).map(([name, variant]) => {
    const left = steps.filter((step) => !variant.leaveOut.includes(step.id));
    const used = new Set(survey({ ...source, steps: left }).uses.map((use) => use.name));
    return {
      ...base,
      id: `${folder}/${name}`,
      title: variant.title,
      parameters: Object.fromEntries(
        Object.entries(source.parameters)
          .filter(([parameter]) => used.has(parameter))
          .map(([key, parameter]) => [key, settled(parameter, variant.set?.[key])]),
      ),
      steps: left,
    };
  });
}

const flatSteps = (source: RunbookSource): readonly CheckedStep[] =>
  source.steps.flatMap((entry): readonly CheckedStep[] => {
    if (!('steps' in entry)) return [{ ...entry, group: null }];
    const group = { id: entry.group, number: entry.number, title: entry.title };
    return entry.steps.map((step) => ({ ...step, group }));
  });

/** A parameter that the variant answers itself: its value is the only one left to choose, or the default of a flag. */
function settled(parameter: Parameter, value: string | boolean | undefined): Parameter {
  if (value === undefined) return parameter;
  if (parameter.type === 'flag') return { ...parameter, default: value === true };
  if (parameter.type !== 'choice' || typeof value !== 'string') return parameter;
  return {
    ...parameter,
    of: parameter.of.filter((one) => one.value === value),
    default: value,
    example: value,
  };
}
