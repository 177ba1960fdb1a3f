import { type Reading, WAVE_FIRST, namesInCondition, readingHolds } from './condition.ts';
import type { Parameter } from './schema.ts';

/** Every value that a condition compares a parameter with. */
export const comparisons = (reading: Reading): readonly (readonly [string, string | boolean | number])[] =>
  'of' in reading
    ? reading.of.flatMap(comparisons)
    : reading.values.map((value) => [reading.parameter, value] as const);

/** The values worth trying: all of a closed type, else those that the condition names and one that it does not. */
function domain(name: string, parameter: Parameter | undefined, named: readonly string[]): readonly string[] {
  if (parameter?.type === 'choice') return parameter.of.map((one) => one.value);
  if (parameter?.type === 'flag' || name === WAVE_FIRST) return ['true', 'false'];
  return [...named, '\0'];
}

/** Whether any values of the parameters fulfil a condition. */
export function canHold(reading: Reading, parameters: Readonly<Record<string, Parameter>>): boolean {
  const tried = new Map<string, string>();
  const names = [...new Set(namesInCondition(reading))];
  const attempt = (index: number): boolean => {
    const name = names[index];
    if (name === undefined) return readingHolds(reading, (one) => tried.get(one) ?? null);
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    const mentioned = comparisons(reading).flatMap(([one, value]) => (one === name ? [String(value)] : []));
    return domain(name, parameter, mentioned).some((value) => {
      tried.set(name, value);
      return attempt(index + 1);
    });
  };
  return attempt(0);
}
