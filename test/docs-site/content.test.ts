import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, describe, expect, test } from 'vitest';

import { readContent } from '../../docs-site/generator/content.ts';
import { formatSiteProblem } from '../../docs-site/generator/site-problem.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A folder of content with these files, read. */
function reading(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'watari-content-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return readContent(folder, 'content');
}
const problemsOf = (files: Readonly<Record<string, string>>): readonly string[] =>
  reading(files).problems.map(formatSiteProblem);

const page = (title: string, body = '', head = 'summary: One sentence.\nposition: 2'): string =>
  `---\n${head}\n---\n\n# ${title}\n\n${body}\n`;

describe('a page of prose', () => {
  test('is read in both languages, with what lists say of it', () => {
    const { pages, problems } = reading({
      'how-to/approve.en.md': page('Approve', '## Who {#who}\n'),
      'how-to/approve.ja.md': page('承認', '## だれが {#who}\n'),
    });
    expect(problems).toEqual([]);
    expect(pages.map(({ body: _body, ...rest }) => rest)).toEqual([
      {
        path: 'how-to/approve',
        language: 'en',
        file: 'content/how-to/approve.en.md',
        title: 'Approve',
        summary: 'One sentence.',
        position: 2,
        bodyLine: 7,
        anchors: ['who'],
      },
      expect.objectContaining({ path: 'how-to/approve', language: 'ja', title: '承認' }),
    ]);
  });

  test('that is missing in one language is a problem of the other one', () => {
    expect(problemsOf({ 'how-to/approve.en.md': page('Approve') })).toEqual([
      'content/how-to/approve.en.md:1: the page is missing in Japanese: write content/how-to/approve.ja.md.',
    ]);
    expect(problemsOf({ 'how-to/approve.ja.md': page('承認') })).toEqual([
      'content/how-to/approve.ja.md:1: the page is missing in English: write content/how-to/approve.en.md.',
    ]);
  });

  test('has the same places to link to in both languages', () => {
    expect(
      problemsOf({
        'a.en.md': page('A', 'x\n\n## Who {#who}\n'),
        'a.ja.md': page('A', '## だれが {#dare}\n'),
      }),
    ).toEqual([
      'content/a.en.md:10: the heading who is missing in content/a.ja.md.',
      'content/a.ja.md:8: the heading dare is missing in content/a.en.md.',
    ]);
  });

  test('does not take a heading that is code for a place', () => {
    const fenced = '```md\n## Who {#who}\n```\n';
    expect(problemsOf({ 'a.en.md': page('A', fenced), 'a.ja.md': page('A') })).toEqual([]);
  });

  test.each([
    [
      'no front matter',
      '# A\n',
      ':1: there is no front matter: begin with ---, summary: …, position: …, ---.',
    ],
    [
      'no summary',
      page('A', '', 'position: 1'),
      ':1: there is no summary: one sentence, on one line, for lists of pages.',
    ],
    ['no title', '---\nsummary: S\n---\n\ntext\n', ':5: the first line is no title: write # and the title.'],
    [
      'another key',
      page('A', '', 'summary: S\nslug: /x'),
      ':3: found the key slug; a page says summary and position alone.',
    ],
    ['an id twice', page('A', '## B {#b}\n\n## C {#b}'), ':10: the id b stands there twice.'],
  ])('with %s says so', (_what, english, sentence) => {
    const problems = problemsOf({ 'a.en.md': english, 'a.ja.md': page('A', '## B {#b}') });
    expect(problems).toContain(`content/a.en.md${sentence}`);
  });

  test('whose name says no language is not left out in silence', () => {
    expect(problemsOf({ 'how-to/approve.md': page('Approve') })).toEqual([
      'content/how-to/approve.md:1: the name says no language: call it how-to/approve.en.md or .ja.md.',
    ]);
  });
});
