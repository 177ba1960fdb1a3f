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

test('every place in the comments that names the runbook names this one', () => {
  expect(starterRunbook('mail/first', 'en')).toContain('`watari rehearse mail/first --yes`');
});
