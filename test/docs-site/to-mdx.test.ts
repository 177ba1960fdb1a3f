import { describe, expect, test } from 'vitest';

import { replaceUnmasked, proseLines } from '../../docs-site/generator/markdown-lines.ts';
import { toMdx } from '../../docs-site/generator/to-mdx.ts';

describe('prose of a page', () => {
  test('is no program, whatever braces and brackets stand in it', () => {
    expect(toMdx('a {b} <c> d')).toBe(String.raw`a \{b\} \<c> d`);
    expect(toMdx('import is a word\nexport too')).toBe('&#105;mport is a word\n&#101;xport too');
  });
  test('keeps code as it stands, in a line and in a fence', () => {
    const code = 'run `echo {a} <b>` or\n\n```sh\nimport {a} <b>\n```\n\n``a ` {b}``';
    expect(toMdx(code)).toBe(code);
  });
  test('keeps the id of a heading, and what is escaped already', () => {
    const text = String.raw`## What \{ means {#brace}`;
    expect(toMdx(text)).toBe(text);
  });
  test('makes a link of an address in angle brackets', () => {
    expect(toMdx('see <https://example.jp/a>')).toBe('see [https://example.jp/a](https://example.jp/a)');
  });
});

describe('lines of Markdown', () => {
  test('end a fence only where as many marks stand alone', () => {
    const markdown = '````md\n```sh\nx\n```\n````\nprose';
    expect(proseLines(markdown)).toEqual([{ line: 6, text: 'prose', masked: 'prose' }]);
  });
  test('give back the code that stands inside of what is replaced', () => {
    const [line] = proseLines('see [the `a` of it](b)');
    if (line === undefined) throw new Error('no line');
    expect(replaceUnmasked(line, /\[(.*?)\]\((.*?)\)/dgu, (_all, label = '') => `<${label}>`)).toBe(
      'see <the `a` of it>',
    );
  });
});
