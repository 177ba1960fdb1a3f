import type { Values } from './render.ts';
import type { Condition } from './schema.ts';

/** Holds for the first wave alone. Known in steps of a group with `each`, and no parameter of anybody's. */
export const WAVE_FIRST = 'waveFirst';

export type Wanted = string | boolean | number;

/** A condition with every `not` pushed down to single comparisons: what sentences can be made of. */
export type Reading =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Reading[] }
  | {
      readonly kind: 'is' | 'is-not';
      readonly parameter: string;
      readonly values: readonly [Wanted, ...Wanted[]];
    };

const isAll = (c: Condition): c is { readonly all: readonly Condition[] } =>
  Array.isArray(Reflect.get(c, 'all'));
const isAny = (c: Condition): c is { readonly any: readonly Condition[] } =>
  Array.isArray(Reflect.get(c, 'any'));
const isNot = (c: Condition): c is { readonly not: Condition } => typeof Reflect.get(c, 'not') === 'object';

/** Reads a condition; several parameters in one record must all hold. */
export function readCondition(condition: Condition, negated = false): Reading {
  if (isNot(condition)) return readCondition(condition.not, !negated);
  if (isAll(condition)) return several(negated ? 'any' : 'all', condition.all, negated);
  if (isAny(condition)) return several(negated ? 'all' : 'any', condition.any, negated);
  const of = Object.entries(condition).map(([parameter, wanted]): Reading => ({
    kind: negated ? 'is-not' : 'is',
    parameter,
    values: [wanted],
  }));
  return merged(negated ? 'any' : 'all', of);
}

const several = (kind: 'all' | 'any', of: readonly Condition[], negated: boolean): Reading =>
  merged(
    kind,
    of.map((one) => readCondition(one, negated)),
  );

/** "is A or is B" of one parameter becomes "is A or B", "is not A and is not B" becomes "is neither". */
function merged(kind: 'all' | 'any', parts: readonly Reading[]): Reading {
  const merges = kind === 'any' ? 'is' : 'is-not';
  const out: Reading[] = [];
  for (const part of parts.flatMap((one) => (one.kind === kind ? one.of : [one]))) {
    const at = out.findIndex(
      (one) =>
        one.kind === merges &&
        part.kind === merges &&
        'parameter' in part &&
        one.parameter === part.parameter,
    );
    const same = out[at];
    if (same !== undefined && 'values' in same && 'values' in part)
      out[at] = { ...same, values: [...same.values, ...part.values] };
    else out.push(part);
  }
  const [only] = out;
  return out.length === 1 && only !== undefined ? only : { kind, of: out };
}

/** Every parameter that a condition names. */
export const namesInCondition = (reading: Reading): readonly string[] =>
  'of' in reading ? reading.of.flatMap(namesInCondition) : [reading.parameter];

/** Whether a condition holds for these values. Compared as text, so 389 and "389" are the same port. */
export const holds = (condition: Condition, values: Values): boolean =>
  readingHolds(readCondition(condition), (name) => {
    const found = Object.hasOwn(values, name) ? values[name]?.value : undefined;
    return found === undefined || typeof found === 'object' ? null : String(found);
  });

/** The same for a reading; `null` stands for what has no comparable value, and equals nothing. */
export function readingHolds(reading: Reading, valueOf: (name: string) => string | null): boolean {
  if ('of' in reading) {
    const one = (part: Reading): boolean => readingHolds(part, valueOf);
    return reading.kind === 'all' ? reading.of.every(one) : reading.of.some(one);
  }
  const value = valueOf(reading.parameter);
  const among = value !== null && reading.values.some((wanted) => String(wanted) === value);
  return reading.kind === 'is' ? among : !among;
}
