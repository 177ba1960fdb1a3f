import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const SPOILT = {
  'how-to/half.en.md': '---\nsummary: Half.\nposition: 90\n---\n\n# Half\n',
  'how-to/astray.en.md':
    '---\nsummary: Astray.\nposition: 91\n---\n\n# Astray\n\n[a](./nowhere)\n\n[b](runbook:iplanet/sims-offline#stop-simms)\n\n[[wlak]]\n',
  'how-to/astray.ja.md': '---\nsummary: 迷子です。\nposition: 91\n---\n\n# 迷子\n\n## 章 {#chapter}\n',
};

let tree = '';
let said = { status: null as number | null, stderr: '' };
beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'watari-generate-'));
  for (const name of ['core', 'bot', 'runbooks', 'node_modules', 'package.json'])
    symlinkSync(join(root, name), join(tree, name));
  for (const name of [
    'content',
    'generator',
    'page',
    'src',
    'page-data.ts',
    'glossary',
    'generate.ts',
    'whole',
    'package.json',
  ])
    cpSync(join(root, 'docs-site', name), join(tree, 'docs-site', name), { recursive: true });
  for (const [name, text] of Object.entries(SPOILT))
    writeFileSync(join(tree, 'docs-site/content', name), text);
  const { status, stderr } = spawnSync(process.execPath, [join(tree, 'docs-site/generate.ts')], {
    encoding: 'utf8',
  });
  said = { status, stderr };
  // The generator, and the program that the reference is asked of: two processes on a machine that may be busy.
}, 60_000);
afterAll(() => rmSync(tree, { recursive: true }));

describe('generating from sources with mistakes', () => {
  test('ends with 1, and writes nothing that could be built', () => {
    expect(said.status).toBe(1);
    expect(existsSync(join(tree, 'docs-site/.gen'))).toBe(false);
  });

  test.each([
    [
      'a missing translation',
      'how-to/half.en.md:1: the page is missing in Japanese: write docs-site/content/how-to/half.ja.md.',
    ],
    ['a dead link', 'how-to/astray.en.md:8: ./nowhere leads to no page: there is no how-to/nowhere.'],
    [
      'a dead anchor',
      'how-to/astray.en.md:10: runbook:iplanet/sims-offline#stop-simms leads nowhere: runbooks/iplanet/sims-offline has no heading {#stop-simms}.',
    ],
    ['a word that nobody explained', 'how-to/astray.en.md:12: the glossary has no word wlak.'],
    [
      'a place that only one language has',
      'how-to/astray.ja.md:8: the heading chapter is missing in docs-site/content/how-to/astray.en.md.',
    ],
  ])('says of %s in which line of which file it stands', (_what, line) => {
    expect(said.stderr.split('\n')).toContain(`docs-site/content/${line}`);
  });
});
