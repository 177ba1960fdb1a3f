import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { languageOf, loadPeople } from '#bot/people.ts';

let site: string;
beforeAll(() => {
  site = mkdtempSync(join(tmpdir(), 'people-'));
});
afterAll(() => rmSync(site, { recursive: true }));

const people = (yaml: string) => {
  writeFileSync(join(site, 'people.yaml'), yaml);
  return loadPeople(site);
};
const AIKO = `people:
  aiko:
    name: { en: Aiko, ja: 愛子 }
    roles: [operator]
    language: ja
    slack: [{ team: T1, user: U1 }, { user: U9 }]
    logins: [aiko, root]
`;

test('a person is found by Slack account and by login', () => {
  const { people: all, problems } = people(AIKO);
  expect(problems).toEqual([]);
  expect(all.bySlack('T1', 'U1')?.id).toBe('aiko');
  expect(all.byLogin('root')?.id).toBe('aiko');
});

test('the same user id in another workspace is another account', () => {
  const { people: all } = people(AIKO);
  expect(all.bySlack('T2', 'U1')).toBeUndefined();
  expect(all.bySlack('T2', 'U9')?.id).toBe('aiko');
});

test('a folder without people.yaml knows nobody', () => {
  expect(loadPeople(join(site, 'elsewhere')).people.all).toEqual([]);
});

test.each([
  ['a login', 'logins: [aiko]'],
  ['a Slack account', 'slack: [{ team: T1, user: U1 }]'],
  ['a Slack account that one of them has in every workspace', 'slack: [{ team: T7, user: U9 }]'],
])('%s that two people claim is a problem', (_what, claim) => {
  const { problems } = people(`${AIKO}  ben:\n    name: { en: Ben, ja: ベン }\n    ${claim}\n`);
  expect(problems).toMatchObject([{ rule: 'account-of-two', path: 'people.ben' }]);
});

test('a role that does not exist is a problem with what may stand there', () => {
  const { problems } = people('people:\n  aiko:\n    name: { en: A, ja: あ }\n    roles: [boss]\n');
  expect(problems[0]?.allowed).toEqual({ en: 'operator, approver', ja: 'operator、approver' });
});

test('a stored choice goes before the entry, the entry before the site', () => {
  const aiko = people(AIKO).people.byId('aiko');
  expect(languageOf(aiko, 'en', 'en')).toBe('en');
  expect(languageOf(aiko, null, 'en')).toBe('ja');
  expect(languageOf(undefined, null, 'en')).toBe('en');
});
