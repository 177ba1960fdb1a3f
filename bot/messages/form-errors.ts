import { fieldProblem, type Language, type Localized, type Parameter, type Problem } from '#core/index.ts';

import { problemSentence } from './problem-sentence.ts';

type Parameters = Readonly<Record<string, Parameter>>;
type Values = Readonly<Record<string, string>>;
/** What keeps a form from being taken: by the names of fields, and what belongs to none. */
export type FormErrors = {
  readonly fields: Readonly<Record<string, string>>;
  readonly others: readonly string[];
};

/** What is wrong with submitted values, each at the field that it belongs to. `fields` are those that the form shows. */
export function formErrors(
  problems: readonly Problem[],
  parameters: Parameters,
  fields: readonly string[],
  values: Values,
  language: Language,
): FormErrors {
  const errors: Record<string, string> = {};
  const others: string[] = [];
  for (const problem of problems) {
    const names = fieldsOf(problem, parameters, fields, values);
    if (names.length === 0) others.push(problemSentence(problem, parameters)[language]);
    for (const name of names) {
      const text = atField(problem, name, parameters[name], values[name] ?? '', language);
      errors[name] = [errors[name] ?? '', text].join('\n').trim();
    }
  }
  return { fields: errors, others };
}

/** Fields that somebody emptied although they are needed. */
export const emptyFields = (
  names: readonly string[],
  parameters: Parameters,
  language: Language,
): FormErrors => ({
  fields: Object.fromEntries(
    names.flatMap((name) => {
      const parameter = parameters[name];
      return parameter === undefined ? [] : [[name, fieldProblem(parameter, '', language)]];
    }),
  ),
  others: [],
});

/** A host that the inventory lacks belongs to every field in which it stands. */
function fieldsOf(
  { path, rule }: Problem,
  parameters: Parameters,
  fields: readonly string[],
  values: Values,
): readonly string[] {
  if (rule === 'not-in-inventory') return fields.filter((name) => values[name] === path);
  // A wave's own place is in the field of all of them: waves[1].base.
  const name = path.replace(/^parameters\./u, '').replace(/[.[].*$/u, '');
  return fields.includes(name) && parameters[name] !== undefined ? [name] : [];
}

function atField(
  problem: Problem,
  name: string,
  parameter: Parameter | undefined,
  typed: string,
  language: Language,
): string {
  if (problem.rule === 'not-in-inventory')
    return language === 'ja'
      ? `「${problem.path}」はインベントリにありません。${problem.file} に登録してください。`
      : `"${problem.path}" is not in the inventory. Enter it in ${problem.file}.`;
  if (parameter === undefined) return problemSentence(problem)[language];
  // The value of the field is every wave: the problem knows which one is meant.
  if (parameter.type === 'waves' && typed !== '') return inWaves(problem, name, language);
  return fieldProblem(parameter, typed, language);
}

function inWaves(
  { path, rule, line, found, allowed, file }: Problem,
  name: string,
  language: Language,
): string {
  const ja = language === 'ja';
  const at = file === 'values' ? '' : `${file}:`;
  if (rule === 'yaml')
    return ja
      ? `${at}${line} 行目が読み取れません。書けるもの：${allowed.ja}。`
      : `${at === '' ? 'Line' : at} ${line} cannot be read: ${allowed.en}.`;
  const where = waveIn(path.slice(name.length), ja);
  if (!ja) return `${where}${where === '' ? '' : ': '}found ${found.en}, allowed: ${allowed.en}.`;
  return `${where}${where === '' ? '' : '：'}${noGood(found)}。使えるもの：${allowed.ja}。`;
}

function noGood({ en, ja }: Localized): string {
  if (en === 'nothing') return '値がありません';
  return /状態(?:（.*）)?$/u.test(ja) ? `${ja}では開始できません` : `「${bare(ja)}」は使えません`;
}

/** `[1].base` is the second wave's base, `.canary` the wave of that name. */
function waveIn(place: string, ja: boolean): string {
  const [, index, key = ''] = /^\[(\d+)\]\.?(.*)$/u.exec(place) ?? [];
  if (index === undefined) {
    const named = place.replace(/^\./u, '');
    return named === '' ? '' : ja ? `ウェーブ ${named}` : `Wave ${named}`;
  }
  const number = Number(index) + 1;
  if (ja) return key === '' ? `${number} 番目のウェーブ` : `${number} 番目のウェーブの ${key}`;
  return key === '' ? `Wave ${number}` : `Wave ${number}, ${key}`;
}

const bare = (found: string): string => found.replaceAll(/^"|"$/gu, '');
