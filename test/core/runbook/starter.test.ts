import { expect, test } from 'vitest';

import { LANGUAGES, formatProblem, loadRunbookFile, starterRunbook } from '#core/runbook/index.ts';

const NO_FRAGMENTS = { names: () => [], read: () => null };
const load = (language: (typeof LANGUAGES)[number]) =>
  loadRunbookFile('mail/first.yaml', starterRunbook('mail/first', language), NO_FRAGMENTS);

test.each(LANGUAGES)('a new runbook with comments in %s has no problem', (language) => {
  const { runbooks, problems } = load(language);
  expect(problems.map(formatProblem)).toEqual([]);
  expect(runbooks.map(({ id, steps }) => [id, steps.length])).toEqual([['mail/first', 3]]);
});

test('the language of the comments changes nothing of what is done', () => {
  expect(load('ja').runbooks).toEqual(load('en').runbooks);
  expect(starterRunbook('mail/first', 'ja')).toMatch(/^# 書き始め/mu);
});

test.each(LANGUAGES)('the commands in its comments in %s can be typed as they stand', (language) => {
  const text = starterRunbook('mail/first', language);
  expect(text.match(/^# {3}.*$/gmu)).toEqual([
    '#   npm run -s watari -- check',
    '#   npm run -s watari -- plan mail/first --examples',
    '#   npm run -s watari -- rehearse mail/first --yes',
  ]);
  expect(text.replaceAll('npm run -s watari -- ', '')).not.toMatch(/watari (?:check|plan|rehearse)/u);
});
