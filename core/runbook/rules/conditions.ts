import { canHold, comparisons } from '../can-hold.ts';
import { type Reading, WAVE_FIRST, namesInCondition, readCondition } from '../condition.ts';
import { describe } from '../describe.ts';
import type { Path } from '../path.ts';
import { parametersOf } from '../readings.ts';
import type { Parameter } from '../schema.ts';
import type { Survey } from '../survey.ts';
import type { Rule } from './rule.ts';
import { seenReadings } from './seen-readings.ts';

const isUnder = (path: Path, around: Path): boolean => around.every((key, index) => key === path[index]);

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

/** Whether what stands there belongs to a step that is carried out wave by wave. */
const isInWaves = ({ groups }: Survey, path: Path): boolean =>
  groups.some(({ path: at, group }) => group.each !== undefined && isUnder(path, at));

const unknown: Rule = {
  name: 'unknown-in-condition',
  description: {
    en: 'A condition names declared parameters and values that they can take; in a group with each, waveFirst too.',
    ja: '条件には、宣言したパラメータと、そのパラメータが取りうる値だけを書きます。each のある見出しの中では、waveFirst も使えます。',
  },
  find: (seen) =>
    conditionsOf(seen).flatMap(({ path, reading }) =>
      comparisons(reading).flatMap(([name, value]) => {
        const { parameters } = seen.source;
        if (name === WAVE_FIRST && isInWaves(seen, path))
          return typeof value === 'boolean' ? [] : [{ path, found: describe(value), allowed: 'true, false' }];
        const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
        if (parameter === undefined)
          return [{ path, found: describe(name), allowed: Object.keys(parameters).join(', ') }];
        const allowed = impossible(parameter, value);
        return allowed === null ? [] : [{ path, found: `${name}: ${describe(value)}`, allowed }];
      }),
    ),
};

const neverHolds: Rule = {
  name: 'never-holds',
  description: {
    en: 'A condition says something, and can hold for some values in a variant that has it.',
    ja: '条件は、その手順があるバリアントのどれかで成り立つものにします。空の条件は書けません。',
  },
  find: (seen) => {
    const broken = new Set(unknown.find(seen).map((finding) => JSON.stringify(finding.path)));
    const readings = seenReadings(seen);
    return conditionsOf(seen).flatMap(({ path, reading }) => {
      if (namesInCondition(reading).length === 0)
        return [{ path, found: 'a condition without a parameter', allowed: '{ parameter: value }' }];
      if (broken.has(JSON.stringify(path))) return [];
      const having = readings.filter(({ steps }) => steps.some((one) => isUnder(path, one.path)));
      const isPossible = having.some(({ variant }) =>
        canHold(reading, parametersOf(seen.source.parameters, variant)),
      );
      if (isPossible || having.length === 0) return [];
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
