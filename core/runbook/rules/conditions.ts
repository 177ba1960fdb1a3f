import { asWritten, both, listed } from '../both.ts';
import { canHold, comparisons } from '../can-hold.ts';
import { type Reading, WAVE_FIRST, namesInCondition, readCondition } from '../condition.ts';
import { describe, foundAs } from '../describe.ts';
import type { Localized } from '../localized.ts';
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
function impossible(parameter: Parameter, value: string | boolean | number): Localized | null {
  if (parameter.type === 'choice')
    return parameter.of.some((one) => one.value === value)
      ? null
      : listed(parameter.of.map((one) => describe(one.value)));
  if (parameter.type === 'flag') return typeof value === 'boolean' ? null : listed(['true', 'false']);
  if (parameter.type === 'integer' || parameter.type === 'port')
    return typeof value === 'number' ? null : both('a whole number', '整数');
  if (['secret', 'users', 'waves', 'file'].includes(parameter.type))
    return both(
      'a parameter that is no secret, file, list of users or waves',
      'secret、file、users、waves 以外の型のパラメータ',
    );
  return typeof value === 'string' ? null : both('a text', 'テキスト');
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
          return typeof value === 'boolean'
            ? []
            : [{ path, found: foundAs(value), allowed: listed(['true', 'false']) }];
        const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
        if (parameter === undefined)
          return [{ path, found: foundAs(name), allowed: listed(Object.keys(parameters)) }];
        const allowed = impossible(parameter, value);
        return allowed === null ? [] : [{ path, found: asWritten(`${name}: ${describe(value)}`), allowed }];
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
        return [
          {
            path,
            found: both('a condition without a parameter', 'パラメータのない条件'),
            allowed: both('{ parameter: value }', '「パラメータ: 値」の組'),
          },
        ];
      if (broken.has(JSON.stringify(path))) return [];
      const having = readings.filter(({ steps }) => steps.some((one) => isUnder(path, one.path)));
      const isPossible = having.some(({ variant }) =>
        canHold(reading, parametersOf(seen.source.parameters, variant)),
      );
      if (isPossible || having.length === 0) return [];
      return [
        {
          path,
          found: both('a condition that never holds', '決して成り立たない条件'),
          allowed: both('one that holds for some values of the parameters', '値によっては成り立つ条件'),
        },
      ];
    });
  },
};

export const CONDITION_RULES: readonly Rule[] = [unknown, neverHolds];
