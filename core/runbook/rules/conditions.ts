import { namesInCondition, readCondition, readingHolds, type Reading } from '../condition.ts';
import type { Path } from '../place.ts';
import { describe } from '../schema-problems.ts';
import type { Parameter } from '../schema.ts';
import type { Survey } from '../survey.ts';
import type { Rule } from './rule.ts';

const comparisons = (reading: Reading): readonly (readonly [string, string | boolean | number])[] =>
  'of' in reading
    ? reading.of.flatMap(comparisons)
    : reading.values.map((value) => [reading.parameter, value] as const);

const conditionsOf = (seen: Survey): readonly { path: Path; reading: Reading }[] =>
  seen.conditions.map(({ path, when }) => ({ path, reading: readCondition(when) }));

/** Why a parameter can never equal a value; `null` where it can. */
function impossible(parameter: Parameter, value: string | boolean | number): string | null {
  if (parameter.type === 'choice')
    return parameter.of.some((one) => one.value === value)
      ? null
      : parameter.of.map((one) => describe(one.value)).join(', ');
  if (parameter.type === 'flag') return typeof value === 'boolean' ? null : 'true, false';
  if (parameter.type === 'integer' || parameter.type === 'port')
    return typeof value === 'number' ? null : 'a whole number';
  if (['secret', 'users', 'waves', 'file'].includes(parameter.type))
    return 'a parameter that is no secret, file, list of users or waves';
  return typeof value === 'string' ? null : 'a text';
}

const unknown: Rule = {
  name: 'unknown-in-condition',
  description: {
    en: 'A condition names declared parameters and values that they can take.',
    ja: '条件には、宣言したパラメータと、そのパラメータが取りうる値だけを書きます。',
  },
  find: (seen) =>
    conditionsOf(seen).flatMap(({ path, reading }) =>
      comparisons(reading).flatMap(([name, value]) => {
        const { parameters } = seen.source;
        const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
        if (parameter === undefined)
          return [{ path, found: describe(name), allowed: Object.keys(parameters).join(', ') }];
        const allowed = impossible(parameter, value);
        return allowed === null ? [] : [{ path, found: `${name}: ${describe(value)}`, allowed }];
      }),
    ),
};

/** The values worth trying: all of a closed type, else those that the condition names and one that it does not. */
function domain(parameter: Parameter | undefined, named: readonly string[]): readonly string[] {
  if (parameter?.type === 'choice') return parameter.of.map((one) => one.value);
  if (parameter?.type === 'flag') return ['true', 'false'];
  return [...named, '\0'];
}

function canHold(reading: Reading, parameters: Survey['source']['parameters']): boolean {
  const tried = new Map<string, string>();
  const names = [...new Set(namesInCondition(reading))];
  const attempt = (index: number): boolean => {
    const name = names[index];
    if (name === undefined) return readingHolds(reading, (one) => tried.get(one) ?? null);
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    const mentioned = comparisons(reading).flatMap(([one, value]) => (one === name ? [String(value)] : []));
    return domain(parameter, mentioned).some((value) => {
      tried.set(name, value);
      return attempt(index + 1);
    });
  };
  return attempt(0);
}

const neverHolds: Rule = {
  name: 'never-holds',
  description: {
    en: 'A condition can hold for some values and says something.',
    ja: '条件は、成り立つ値の組み合わせがあるものにします。空の条件は書けません。',
  },
  find: (seen) => {
    const broken = new Set(unknown.find(seen).map((finding) => JSON.stringify(finding.path)));
    return conditionsOf(seen).flatMap(({ path, reading }) => {
      if (namesInCondition(reading).length === 0)
        return [{ path, found: 'a condition without a parameter', allowed: '{ parameter: value }' }];
      if (broken.has(JSON.stringify(path)) || canHold(reading, seen.source.parameters)) return [];
      return [
        {
          path,
          found: 'a condition that never holds',
          allowed: 'one that holds for some values of the parameters',
        },
      ];
    });
  },
};

export const CONDITION_RULES: readonly Rule[] = [unknown, neverHolds];
