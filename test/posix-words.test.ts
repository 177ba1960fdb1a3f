import { expect, it } from 'vitest';

import { posixWords } from './posix-words.ts';

it.each([
  ['a  b\tc', ['a', 'b', 'c']],
  [`-D "cn=Directory Manager" -b 'o=internet'`, ['-D', 'cn=Directory Manager', '-b', 'o=internet']],
  [`'it'\\''s' ""`, ["it's", '']],
  ['a\\ b "\\$x \\y"', ['a b', '$x \\y']],
  ['<InstanceRoot>/stop-msg | x', ['<InstanceRoot>/stop-msg', '|', 'x']],
  ['', []],
])('splits %j as a shell does', (line, words) => {
  expect(posixWords(line)).toEqual(words);
});

it('refuses a quote that is left open', () => {
  expect(() => posixWords(`a 'b`)).toThrow('left open');
});
