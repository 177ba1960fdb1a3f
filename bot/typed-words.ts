import { UsageError } from './arguments.ts';

/** Splits what somebody typed after `/migrate` into words; quotes group, also the curly ones that phones insert. */
export function typedWords(text: string): string[] {
  const straight = text
    .replaceAll(/[“”„«»]/gu, '"')
    .replaceAll(/[‘’]/gu, "'")
    .replaceAll('\u3000', ' ')
    .replaceAll(/—(?=[a-z])/gu, '--');
  const words: string[] = [];
  let word = '';
  let started = false;
  let quote = '';
  for (const character of straight) {
    if (quote !== '') {
      if (character === quote) quote = '';
      else word += character;
    } else if ((character === '"' || character === "'") && (!started || word.endsWith('='))) {
      quote = character;
      started = true;
    } else if (/\s/u.test(character)) {
      if (started) words.push(word);
      word = '';
      started = false;
    } else {
      word += character;
      started = true;
    }
  }
  if (quote !== '') throw new UsageError('a quotation mark is not closed', '引用符が閉じられていません。');
  if (started) words.push(word);
  return words;
}
