import { describe, expect, test } from 'vitest';

import { reference as ofTheProgram } from '#bot/reference.ts';

import { parseReference, referencePages } from '../../docs-site/generator/reference.ts';

const reference = parseReference(JSON.stringify(ofTheProgram()));
const pages = { en: referencePages(reference, 'en'), ja: referencePages(reference, 'ja') };
const languages = ['en', 'ja'] as const;
const page = (language: 'en' | 'ja', path: string): string =>
  pages[language].find((one) => one.path === `reference/${path}`)?.markdown ?? '';
const anchors = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/^#{2,3} .* \{#([a-z0-9-]+)\}$/gmu)].map(([, id = '']) => id);

describe.each(languages)('the reference in %s', (language) => {
  test.each([
    ['commands', reference.commands.map(({ name, does }) => [name, does] as const)],
    ['verbs', reference.verbs.map(({ verb, does }) => [verb, does] as const)],
    ['check-rules', reference.rules.map(({ name, description }) => [name, description] as const)],
  ])('%s has a heading and a sentence for each', (path, entries) => {
    const markdown = page(language, path);
    expect(entries.length).toBeGreaterThan(0);
    for (const [name, text] of entries) {
      expect(anchors(markdown)).toContain(name);
      expect(markdown.replaceAll('`', '')).toContain(text[language].replaceAll('`', ''));
    }
  });

  test('says every refusal, with the names of its values as code', () => {
    const markdown = page(language, 'refusals-and-faults');
    for (const { code, sentence } of reference.refusals) {
      expect(anchors(markdown)).toContain(code);
      expect(markdown.replaceAll('`', '')).toContain(sentence[language].replaceAll('`', ''));
    }
    for (const { code, todo } of reference.faults) {
      expect(anchors(markdown)).toContain(code);
      expect(markdown).toContain(todo[language]);
    }
  });

  test('breaks no line of a usage where a phone would cut it, but for one word that is longer', () => {
    const lines = [...page(language, 'commands').matchAll(/```text\n([^`]*)\n```/gu)].flatMap(
      ([, text = '']) => text.split('\n'),
    );
    expect(lines.length).toBeGreaterThan(reference.commands.filter(({ usage }) => usage !== '').length);
    expect(lines.filter((line) => line.length > 40 && !/^ {4}\[[^\]]*\]?\S*$/u.test(line))).toEqual([]);
  });

  test('says every setting of every file, and every environment variable', () => {
    const markdown = page(language, 'settings');
    for (const { name } of reference.environment) expect(markdown).toContain(`**\`${name}\`**`);
    for (const { keys } of reference.files)
      for (const { name, means } of keys) {
        expect(markdown).toContain(`**\`${name}\`**`);
        expect(markdown).toContain(means[language]);
      }
  });

  test('says every key of every form, and of the verbs', () => {
    const markdown = page(language, 'runbook-schema') + page(language, 'verbs');
    for (const { keys } of [...reference.forms, ...reference.verbs, ...reference.parameterTypes])
      for (const { means } of keys) expect(markdown).toContain(means[language]);
  });

  test('has no table and no line of code that a narrow screen would have to cut', () => {
    for (const { markdown } of pages[language]) {
      expect(markdown).not.toMatch(/^\|/mu);
      // Outside of code, `<` would begin HTML.
      expect(markdown.replaceAll(/```[\s\S]*?```|`[^`\n]*`/gu, '')).not.toContain('<');
    }
  });
});

test('pages, and the ids of their headings, are the same in both languages', () => {
  expect(pages.ja.map(({ path }) => path)).toEqual(pages.en.map(({ path }) => path));
  for (const { path } of pages.en) {
    const short = path.replace('reference/', '');
    const [en, ja] = languages.map((language) => anchors(page(language, short)));
    expect(ja).toEqual(en);
    expect(new Set(en).size).toBe(en?.length);
  }
});

test('links inside the reference lead to headings that are there', () => {
  for (const language of languages)
    for (const { path, markdown } of pages[language])
      for (const [, file = '', id = ''] of markdown.matchAll(
        /\]\((?:\.\/([a-z-]+))?(?:#([a-z0-9-]+))?\)/gu,
      )) {
        const target = page(language, file === '' ? path.replace('reference/', '') : file);
        expect(target).not.toBe('');
        expect(id === '' ? [id] : anchors(target)).toContain(id);
      }
});

test('what the program never printed is refused', () => {
  expect(() => parseReference('{"commands":[]}')).toThrow(/commonOptions/u);
});
