import {
  type Reading,
  WAVE_FIRST,
  type Wanted,
  holds,
  namesInCondition,
  readCondition,
} from './condition.ts';
import type { Localized } from './localized.ts';
import type { Values } from './render.ts';
import type { Condition, Parameter } from './schema.ts';

type Parameters = Readonly<Record<string, Parameter>>;

/** A title inside a sentence: "Login separator" begins small there, "SIMS root" and "iPlanet root" stay. */
const inSentence = (title: string): string =>
  /^[A-Z][a-z]*(?: |$)/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;

const isLast = (index: number, all: readonly unknown[]): boolean => index === all.length - 1;
const listed = (words: readonly string[], word: 'or' | 'nor' | 'and'): string =>
  words
    .map((one, index) => (index === 0 ? one : isLast(index, words) ? ` ${word} ${one}` : `, ${one}`))
    .join('');

function titleOf(parameter: Parameter | undefined, name: string): Localized {
  return parameter?.title ?? { en: name, ja: name };
}
function choiceTitle(parameter: Parameter | undefined, value: Wanted): Localized {
  const choice =
    parameter?.type === 'choice' ? parameter.of.find((one) => one.value === String(value)) : undefined;
  return choice?.title ?? { en: String(value), ja: String(value) };
}

function flagClause(title: Localized, on: boolean): Localized {
  return { en: `“${title.en}” is ${on ? 'on' : 'off'}`, ja: `「${title.ja}」が${on ? 'オン' : 'オフ'}` };
}

const firstWave = (on: boolean): Localized =>
  on
    ? { en: 'this is the first wave', ja: '最初のウェーブ' }
    : { en: 'this is not the first wave', ja: '2 番目以降のウェーブ' };

function clause(reading: Reading, parameters: Parameters): Localized {
  if ('of' in reading) {
    const parts = reading.of.map((one) => {
      const part = clause(one, parameters);
      return 'of' in one ? { en: `(${part.en})`, ja: `（${part.ja}）` } : part;
    });
    return {
      en: listed(
        parts.map((one) => one.en),
        reading.kind === 'all' ? 'and' : 'or',
      ),
      ja: parts.map((one) => one.ja).join(reading.kind === 'all' ? '、かつ' : '、または'),
    };
  }
  const parameter = Object.hasOwn(parameters, reading.parameter) ? parameters[reading.parameter] : undefined;
  const title = titleOf(parameter, reading.parameter);
  const is = reading.kind === 'is';
  if (reading.parameter === WAVE_FIRST) return firstWave((String(reading.values[0]) === 'true') === is);
  if (parameter?.type === 'flag') return flagClause(title, (String(reading.values[0]) === 'true') === is);
  const wanted = reading.values.map((value) => choiceTitle(parameter, value));
  const words = wanted.map((one) => inSentence(one.en));
  const en = is
    ? `is ${listed(words, 'or')}`
    : words.length === 1
      ? `is not ${words.join('')}`
      : `is neither ${listed(words, 'nor')}`;
  const ja = wanted.map((one) => `「${one.ja}」`).join(is ? 'または' : '、');
  return { en: `the ${inSentence(title.en)} ${en}`, ja: `「${title.ja}」が${ja}${is ? '' : '以外'}` };
}

/** What a parameter is, beside a condition that does not hold. */
function fact(name: string, value: Wanted, parameters: Parameters): Localized {
  const { en } = clause({ kind: 'is', parameter: name, values: [value] }, parameters);
  const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  const shown =
    parameter?.type === 'flag'
      ? flagClause(parameter.title, value === true).ja
      : choiceTitle(parameter, value).ja;
  return { en, ja: parameter?.type === 'flag' ? shown : `「${titleOf(parameter, name).ja}」は「${shown}」` };
}

/** When a step is carried out, as a sentence that uses the parameters' and the choices' titles. */
export function conditionSentence(condition: Condition, parameters: Parameters): Localized {
  const { en, ja } = clause(readCondition(condition), parameters);
  return { en: `Only if ${en}.`, ja: `${ja}の場合に実行します。` };
}

/** The sentence, and whether it holds for these values (and if not, what they are). */
export function because(condition: Condition | undefined, parameters: Parameters, values: Values): Localized {
  if (condition === undefined) return { en: 'Always.', ja: '常に実行します。' };
  const sentence = conditionSentence(condition, parameters);
  if (holds(condition, values))
    return { en: `${sentence.en} That is the case here.`, ja: `${sentence.ja}今回は該当します。` };
  const facts = [...new Set(namesInCondition(readCondition(condition)))].flatMap((name) => {
    const value = Object.hasOwn(values, name) ? values[name]?.value : undefined;
    return value === undefined || typeof value === 'object' ? [] : [fact(name, value, parameters)];
  });
  if (facts.length === 0)
    return { en: `${sentence.en} That is not the case here.`, ja: `${sentence.ja}今回は該当しません。` };
  return {
    en: `${sentence.en} Not so here: ${listed(
      facts.map((one) => one.en),
      'and',
    )}.`,
    ja: `${sentence.ja}今回は該当しません（${facts.map((one) => one.ja).join('、')}）。`,
  };
}
