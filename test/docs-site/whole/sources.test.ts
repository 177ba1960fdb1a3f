import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { sourcesHash } from '../../../docs-site/whole/sources.ts';

const SOURCES = [
  'runbooks/a/b.yaml',
  'docs-site/content/tutorial/first.en.md',
  'core/plan/compile.ts',
  'bot/commands.ts',
  'package-lock.json',
];
let folder: string;
let checkout: string;
let before: string;

function write(file: string, text: string): void {
  mkdirSync(join(checkout, file, '..'), { recursive: true });
  writeFileSync(join(checkout, file), text);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'watari-sources-'));
  checkout = join(folder, 'checkout');
  for (const file of SOURCES) write(file, 'as it was');
  before = sourcesHash(checkout);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a site is about other sources', () => {
  test.each(SOURCES)('once %s says something else', (file) => {
    write(file, 'as it is');
    expect(sourcesHash(checkout)).not.toBe(before);
  });

  test('once one was added', () => {
    write('runbooks/a/c.yaml', '');
    expect(sourcesHash(checkout)).not.toBe(before);
  });

  test('once one was taken away', () => {
    rmSync(join(checkout, 'runbooks/a/b.yaml'));
    expect(sourcesHash(checkout)).not.toBe(before);
  });

  test('once one has another name', () => {
    rmSync(join(checkout, 'runbooks/a/b.yaml'));
    write('runbooks/a/c.yaml', 'as it was');
    expect(sourcesHash(checkout)).not.toBe(before);
  });
});

test("a site with pages of somebody's own runbooks is another one, wherever these stand", () => {
  const own = join(folder, 'own');
  const copy = join(folder, 'moved');
  mkdirSync(join(own, 'mail'), { recursive: true });
  writeFileSync(join(own, 'mail/first.yaml'), 'as it was');
  cpSync(own, copy, { recursive: true });
  const site = sourcesHash(checkout, own);
  expect(site).not.toBe(before);
  expect(sourcesHash(checkout, copy)).toBe(site);
  expect(sourcesHash(checkout, join(checkout, 'runbooks'))).toBe(before);
  writeFileSync(join(own, 'mail/first.yaml'), 'as it is');
  expect(sourcesHash(checkout, own)).not.toBe(site);
});

describe('a site is about the same sources', () => {
  test('whenever they were written: a clone and a checkout write them anew', () => {
    const later = new Date(Date.UTC(2031, 0, 1));
    for (const file of SOURCES) utimesSync(join(checkout, file), later, later);
    expect(sourcesHash(checkout)).toBe(before);
  });

  test('wherever they stand', () => {
    cpSync(checkout, join(folder, 'copy'), { recursive: true });
    expect(sourcesHash(join(folder, 'copy'))).toBe(before);
  });

  test('once a change was taken back', () => {
    write('runbooks/a/b.yaml', 'as it is');
    write('runbooks/a/b.yaml', 'as it was');
    expect(sourcesHash(checkout)).toBe(before);
  });

  test('where building left something behind', () => {
    for (const file of [
      '.gen/docs/a.md',
      '.docusaurus/x',
      '.built/y/z.html',
      'build/z.html',
      'node_modules/y/z.js',
    ])
      write(`docs-site/${file}`, '');
    expect(sourcesHash(checkout)).toBe(before);
  });

  test('where an editor has left something beside a file that it has open', () => {
    symlinkSync('nowhere', join(checkout, 'runbooks/a/.#b.yaml'));
    symlinkSync('nowhere', join(checkout, 'runbooks/a/link.yaml'));
    write('runbooks/a/b.yaml~', '');
    expect(sourcesHash(checkout)).toBe(before);
  });
});
