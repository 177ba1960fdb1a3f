import { expect, test } from 'vitest';

import { typedWords } from '#bot/typed-words.ts';

test.each([
  ['next-step', ['next-step']],
  ['  status   now ', ['status', 'now']],
  ['', []],
  ['reject --reason "the tape is full"', ['reject', '--reason', 'the tape is full']],
  ['reject --reason “the tape is full”', ['reject', '--reason', 'the tape is full']],
  ['reject —reason ‘no’', ['reject', '--reason', 'no']],
  ["start --set name='a b'", ['start', '--set', 'name=a b']],
  ['reject　--reason　"理由"', ['reject', '--reason', '理由']],
  ["note it's fine", ['note', "it's", 'fine']],
  ['note ""', ['note', '']],
])('%j is %j', (typed, words) => {
  expect(typedWords(typed)).toEqual(words);
});

test('a quotation mark that is not closed is said, not guessed at', () => {
  expect(() => typedWords('note "half')).toThrow(/not closed/u);
});
