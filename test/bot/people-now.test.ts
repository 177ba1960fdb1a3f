import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { peopleNow } from '#bot/people-now.ts';
import { loadPeople, type People } from '#bot/people.ts';

let site: string;
let people: People;
let logged: string[];
const write = (yaml: string) => writeFileSync(join(site, 'people.yaml'), yaml);
const chie = (roles: string) => `people:
  chie:
    name: { en: Chie, ja: 千恵 }
    roles: [${roles}]
    slack: [{ user: U3 }]
    logins: [chie]
`;
const roles = () => people.bySlack('T1', 'U3')?.roles;

beforeEach(() => {
  site = mkdtempSync(join(tmpdir(), 'people-now-'));
  logged = [];
  write(chie('approver'));
  people = peopleNow(site, loadPeople(site).people, (text) =>
    logged.push(typeof text === 'string' ? text : text.en),
  );
});
afterEach(() => rmSync(site, { recursive: true }));

test('a role that was taken away is gone at the next look', () => {
  expect(roles()).toEqual(['approver']);
  write(chie(''));
  expect(roles()).toEqual([]);
});

test('whoever was taken out is nobody at the next look, by whatever account', () => {
  write('people: {}\n');
  expect([roles(), people.byLogin('chie'), people.byId('chie'), people.all]).toEqual([
    undefined,
    undefined,
    undefined,
    [],
  ]);
});

test('a file that an editor put in its place counts', () => {
  writeFileSync(join(site, 'new'), chie('operator'));
  renameSync(join(site, 'new'), join(site, 'people.yaml'));
  expect(roles()).toEqual(['operator']);
});

test('without the file, nobody is anybody', () => {
  rmSync(join(site, 'people.yaml'));
  expect(roles()).toBeUndefined();
});

test('a file that cannot stand changes nothing, and is said once', () => {
  write(chie('boss'));
  expect([roles(), roles()]).toEqual([['approver'], ['approver']]);
  expect(logged).toHaveLength(1);
  expect(logged[0]).toContain('people.yaml:4');
});
