import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { announceDocs, servedDocs } from '#bot/rehearsal/docs-address.ts';
import { isDocsFresh } from '#bot/rehearsal/docs-build.ts';

let checkout: string;
const PAGES = ['docs-site/build/index.html', 'docs-site/build/ja/index.html'];
const SOURCES = [
  'runbooks/a/b.yaml',
  'docs-site/content/tutorial/first.en.md',
  'core/plan/compile.ts',
  'bot/commands.ts',
];

/** Writes files as they stood at a minute; their folders too, unless a later minute has touched them. */
function write(files: readonly string[], minute: number): void {
  const at = new Date(Date.UTC(2026, 10, 21, 0, minute));
  for (const file of files) {
    const path = join(checkout, file);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, '');
    utimesSync(path, at, at);
    for (let folder = join(path, '..'); folder !== checkout; folder = join(folder, '..'))
      utimesSync(folder, at, at);
  }
}

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'watari-checkout-'));
  write(SOURCES, 1);
});
afterEach(() => rmSync(checkout, { recursive: true }));

describe('the documentation is built', () => {
  test('where it is missing', () => {
    expect(isDocsFresh(checkout)).toBe(false);
  });

  test('where one of the languages is missing: a build was interrupted', () => {
    write(PAGES.slice(0, 1), 2);
    expect(isDocsFresh(checkout)).toBe(false);
  });

  test.each(SOURCES)('where %s is newer', (source) => {
    write(PAGES, 2);
    write([source], 3);
    expect(isDocsFresh(checkout)).toBe(false);
  });

  test('where a source was taken away since', () => {
    write(PAGES, 2);
    rmSync(join(checkout, 'runbooks/a/b.yaml'));
    expect(isDocsFresh(checkout)).toBe(false);
  });
});

describe('the documentation is served as it stands', () => {
  test('where both languages are newer than every source', () => {
    write(PAGES, 2);
    expect(isDocsFresh(checkout)).toBe(true);
  });

  test('where only what building leaves behind is newer', () => {
    write(PAGES, 2);
    write(['docs-site/.gen/docs/a.md', 'docs-site/.docusaurus/x', 'docs-site/node_modules/y/z.js'], 3);
    expect(isDocsFresh(checkout)).toBe(true);
  });
});

test('what an editor leaves beside a file that it has open is no reason to fail', () => {
  write(PAGES, 2);
  symlinkSync('nowhere', join(checkout, 'runbooks/a/.#b.yaml'));
  expect(isDocsFresh(checkout)).toBe(false);
});

describe('the address of the documentation', () => {
  test('is known to others while it is served, and no longer', () => {
    expect(servedDocs(checkout)).toBeUndefined();
    const takeBack = announceDocs(checkout, 'http://127.0.0.1:4711/');
    expect(servedDocs(checkout)).toBe('http://127.0.0.1:4711/');
    takeBack();
    expect(servedDocs(checkout)).toBeUndefined();
  });

  test('of a workspace that was killed is not believed', () => {
    const record = { url: 'http://127.0.0.1:4711/', pid: 2 ** 22 + 1 };
    writeFileSync(join(checkout, 'documentation.json'), JSON.stringify(record));
    expect(servedDocs(checkout)).toBeUndefined();
  });

  test('of another workspace is left alone', () => {
    const takeBack = announceDocs(checkout, 'http://127.0.0.1:4711/');
    const other = { url: 'http://127.0.0.1:4712/', pid: process.ppid };
    writeFileSync(join(checkout, 'documentation.json'), JSON.stringify(other));
    takeBack();
    expect(servedDocs(checkout)).toBe('http://127.0.0.1:4712/');
  });

  test('that nobody could have written is passed over', () => {
    writeFileSync(join(checkout, 'documentation.json'), '{"url":"');
    expect(servedDocs(checkout)).toBeUndefined();
  });
});
