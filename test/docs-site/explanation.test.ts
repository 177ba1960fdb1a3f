import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { COMMANDS } from '#bot/commands.ts';
import { OPTIONS } from '#bot/options.ts';
import { FAULT_CODES } from '#core/errors.ts';
import { EVIDENCE_LIMIT_BYTES } from '#core/evidence/evidence.ts';
import { SHORTEST_SECRET_BYTES } from '#core/evidence/redactor.ts';
import { LEASE_SECONDS } from '#core/journal/sqlite/tables-beside.ts';
import { REFUSALS } from '#core/run/index.ts';

const folder = join(import.meta.dirname, '../../docs-site/content/explanation');
const names = [...new Set(readdirSync(folder).map((name) => name.replace(/\.(?:en|ja)\.md$/u, '')))];
const page = (name: string, language: 'en' | 'ja'): string =>
  readFileSync(join(folder, `${name}.${language}.md`), 'utf8');

/** Code inside of sentences, without what is to be replaced there and so differs between languages. */
const codeIn = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/`([^`\n]+)`/gu)].map(([, code = '']) => code))]
    .filter((code) => !/[<:]|[^ -~]/u.test(code))
    .toSorted();

/** Programs and settings that pages mention, and no commands of ours. */
const ELSEWHERE = ['shutdown', 'rm', 'imbackup', 'imsrestore', 'plain', 'head'];

describe('what is explained', () => {
  test.each(names)('%s names the same commands and files in both languages', (name) => {
    expect(codeIn(page(name, 'ja'))).toEqual(codeIn(page(name, 'en')));
  });

  test.each(names)('%s says as many things in both languages', (name) => {
    const shape = (language: 'en' | 'ja') =>
      page(name, language)
        .split('\n')
        .flatMap((line) => /^(?:#+|- )/u.exec(line)?.[0] ?? []);
    expect(shape('ja')).toEqual(shape('en'));
  });

  test('names no command that there is not', () => {
    const known: readonly string[] = [
      ...COMMANDS.map(({ name }) => name),
      ...REFUSALS,
      ...FAULT_CODES,
      ...Object.keys(OPTIONS).map((name) => `--${name}`),
      ...ELSEWHERE,
    ];
    const said = names.flatMap((name) => codeIn(page(name, 'en'))).filter((code) => /^[a-z-]+$/u.test(code));
    expect(said.length).toBeGreaterThan(10);
    expect(said.filter((code) => !known.includes(code))).toEqual([]);
  });

  test('says the times and sizes that hold', () => {
    expect(LEASE_SECONDS).toBe(10);
    expect(page('jobs', 'en')).toContain('some ten seconds');
    expect(page('jobs', 'ja')).toContain('10 秒ほど');
    expect(page('security', 'en')).toContain(`shorter than ${SHORTEST_SECRET_BYTES} bytes`);
    expect(page('security', 'ja')).toContain(`${SHORTEST_SECRET_BYTES} バイトより短い`);
    expect(EVIDENCE_LIMIT_BYTES).toBe(1024 * 1024);
    expect(page('journal', 'en')).toContain('longer than a mebibyte');
    expect(page('journal', 'ja')).toContain('1 MiB を超える');
  });
});
