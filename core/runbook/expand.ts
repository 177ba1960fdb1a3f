import { readingsOf } from './readings.ts';
import type { Parameter, Runbook, RunbookSource } from './schema.ts';
import { numbersOf, withNumbers } from './step-references.ts';
import { survey } from './survey.ts';

/** Every variant of a checked source as a runbook of its own, its steps flat. */
export function expand(source: RunbookSource, file: string): readonly Runbook[] {
  return readingsOf(source).map(({ id, variant, steps }) => {
    const used = new Set(survey({ ...source, steps }).uses.map((use) => use.name));
    const parameters = Object.entries(source.parameters)
      .filter(([name]) => variant === null || used.has(name))
      .map(([name, parameter]) => [name, settled(parameter, variant?.set?.[name])]);
    const runbook: Runbook = {
      id,
      file,
      title: variant?.title ?? source.title,
      summary: variant?.summary ?? source.summary,
      source: source.source,
      assumptions: [...source.assumptions, ...(variant?.assumptions ?? [])],
      advice: [...source.advice, ...(variant?.advice ?? [])],
      parameters: Object.fromEntries(parameters),
      steps,
    };
    return withNumbers(runbook, numbersOf(steps));
  });
}

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
