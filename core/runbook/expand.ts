import { parametersOf, readingsOf } from './readings.ts';
import type { Runbook, RunbookSource } from './schema.ts';
import { numbersOf, withNumbers } from './step-references.ts';
import { survey } from './survey.ts';

/** Every variant of a checked source as a runbook of its own, its steps flat. */
export function expand(source: RunbookSource, file: string): readonly Runbook[] {
  return readingsOf(source).map(({ id, variant, steps }) => {
    const used = new Set(survey({ ...source, steps }).uses.map((use) => use.name));
    const parameters = Object.entries(parametersOf(source.parameters, variant)).filter(
      ([name]) => variant === null || used.has(name),
    );
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
