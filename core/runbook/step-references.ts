import type { CheckedStep } from './schema.ts';

/** `{{step stop-sims}}`: the number of that step or group in this variant. */
export const STEP_REFERENCE = /\{\{step ([a-z][a-z0-9-]*)\}\}/gu;

/** The steps and groups that a text refers to. */
export const referencesIn = (text: string): readonly string[] =>
  [...text.matchAll(STEP_REFERENCE)].map(([, id]) => id ?? '');

/** The number of every step and group, by id. */
export const numbersOf = (steps: readonly CheckedStep[]): ReadonlyMap<string, string> =>
  new Map(
    steps.flatMap(({ id, number, group }) => [
      ...(group === null ? [] : [[group.id, group.number] as const]),
      [id, number] as const,
    ]),
  );

/** The same value with a number wherever a text refers to a step. A step that is not there was a problem before. */
export function withNumbers<T>(value: T, numbers: ReadonlyMap<string, string>): T;
export function withNumbers(value: unknown, numbers: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string')
    return value.replaceAll(STEP_REFERENCE, (written, id: string) => numbers.get(id) ?? written);
  if (Array.isArray(value)) return value.map((one) => withNumbers(one, numbers));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]: [string, unknown]) => [key, withNumbers(one, numbers)]),
  );
}
