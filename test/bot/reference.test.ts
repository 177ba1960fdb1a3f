import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { COMMAND_RIGHTS } from '#bot/command-rights.ts';
import { COMMANDS } from '#bot/commands.ts';
import { ENVIRONMENT } from '#bot/environment.ts';
import { SUBCOMMANDS } from '#bot/listeners/commands/index.ts';
import { COMMON_OPTIONS, OPTIONS, WORDS } from '#bot/options.ts';
import { reference } from '#bot/reference.ts';
import { RULES, SITE_PROBLEMS } from '#core/index.ts';

const root = join(import.meta.dirname, '../..');
const sources = ['core', 'bot'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    // A lab's own programs read what the lab sets for them.
    .filter((name) => name.endsWith('.ts') && !/^lab\/(?:stand-ins|wire|hosts)\//u.test(name))
    .map((name) => readFileSync(join(root, folder, name), 'utf8')),
);
const found = (pattern: RegExp): readonly string[] => [
  ...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name))),
];

describe('the reference', () => {
  const said = reference();

  test('is whole as JSON: nothing of it is lost on the way to the documentation', () => {
    expect(JSON.parse(JSON.stringify(said))).toEqual(said);
  });

  test('has a text in both languages wherever it has one in either', () => {
    const lacking: string[] = [];
    const walk = (value: unknown, at: string): void => {
      if (typeof value !== 'object' || value === null) return;
      const keys = Object.keys(value);
      if (keys.includes('en') || keys.includes('ja')) {
        const [en, ja]: unknown[] = [Reflect.get(value, 'en'), Reflect.get(value, 'ja')];
        if (typeof en !== 'string' || en === '' || typeof ja !== 'string' || ja === '') lacking.push(at);
      } else for (const [key, one] of Object.entries(value)) walk(one, `${at}.${key}`);
    };
    walk({ ...said, schemas: {} }, '');
    expect(lacking).toEqual([]);
  });

  test('shows every value of a refusal by its name', () => {
    const unsaid = said.refusals.filter(({ sentence }) => /undefined|\?\?|<>/u.test(sentence.en));
    expect(unsaid).toEqual([]);
    expect(said.refusals.find(({ code }) => code === 'host-busy')?.sentence.en).toContain('<host>');
  });
});

describe('what the reference is made of', () => {
  test('offers in Slack exactly what help says', () => {
    const offered = COMMANDS.filter(({ at }) => at === 'both').map(({ name }) => name);
    expect(Object.keys(SUBCOMMANDS).toSorted()).toEqual(offered.toSorted());
  });

  test('has a right for every command', () => {
    expect(Object.keys(COMMAND_RIGHTS).toSorted()).toEqual(COMMANDS.map(({ name }) => name).toSorted());
  });

  test('has no option that no command knows', () => {
    const usages = COMMANDS.map(({ usage }) => usage).join(' ');
    const unknown = Object.keys(OPTIONS).filter(
      (name) => !usages.includes(`--${name}`) && !COMMON_OPTIONS.some((common) => common === name),
    );
    expect(unknown).toEqual([]);
  });

  test('says every option that a usage names', () => {
    const named = COMMANDS.flatMap(({ usage }) => [...usage.matchAll(/--([a-z-]+)/gu)]).map(
      ([, name]) => name,
    );
    expect(named.filter((name) => name !== undefined && !Object.hasOwn(OPTIONS, name))).toEqual([]);
  });

  test('says what stands for every word that is to be replaced', () => {
    const words = COMMANDS.flatMap(({ usage }) => [
      ...usage.replaceAll(/--[a-z-]+(?: [^\]\s|<]+)?/gu, '').matchAll(/<([a-z]+)>|\[([a-z|]+)\]/gu),
    ]).flatMap(([, needed, optional]) => (needed ?? optional ?? '').split('|'));
    expect(words).toContain('directory');
    const unsaid = words.filter((word) => !Object.hasOwn(WORDS, word));
    // The one word that is typed as it stands.
    expect([...new Set(unsaid)]).toEqual(['schema']);
  });

  test('knows every environment variable that the program reads', () => {
    const read = found(/(?:process\.env|environment)\['([A-Z_]+)'\]/gu);
    expect(read.filter((name) => !Object.hasOwn(ENVIRONMENT, name))).toEqual([]);
    expect(read.length).toBeGreaterThan(5);
  });

  test('knows every rule that a problem can name', () => {
    const rules = [...RULES, ...SITE_PROBLEMS].map(({ name }) => name);
    const named = found(/(?:rule: |[^.\w]place\(\s*|\.place\(\s*)'([a-z-]+)'/gu);
    expect(named.filter((name) => !rules.includes(name))).toEqual([]);
    expect(named).toContain('missing-value');
  });
});
