import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { servedDocs } from '#bot/rehearsal/docs-address.ts';
import { buildDocs } from '#bot/rehearsal/docs-build.ts';
import { type Documentation, openDocumentation } from '#bot/rehearsal/documentation.ts';

import { DocsCheckout, isAlive, until } from './docs-checkout.ts';

let checkout: DocsCheckout;
let said: string[];
let opened: Documentation[];

beforeEach(() => {
  checkout = new DocsCheckout();
  said = [];
  opened = [];
});
afterEach(async () => {
  await Promise.all(opened.map((docs) => docs.close()));
  checkout.remove();
});

async function open(): Promise<Documentation> {
  const docs = await openDocumentation(checkout, (line) => said.push(line), checkout.path);
  opened.push(docs);
  return docs;
}
const pageOf = async ({ url }: Documentation) => {
  const answer = await fetch(`${url}runbooks/a/b/`);
  return { status: answer.status, text: await answer.text() };
};
const whole = (text: string) => ({ status: 200, text: expect.stringContaining(text) });
const building = { status: 503, text: expect.stringContaining('The documentation is being built') };
const begins = (builds = 1) => until('a build', () => checkout.begun().length === builds);
const saysSo = (times = 1) => until('its end', () => said.length === times);

describe('the documentation is served at once', () => {
  beforeEach(async () => {
    checkout.tell('go');
    await open();
    await saysSo();
  });

  test('where it was built from what its sources are now, whenever they were written', async () => {
    const later = new Date(Date.UTC(2031, 0, 1));
    utimesSync(join(checkout.path, 'runbooks/a/b.yaml'), later, later);
    const docs = await open();
    expect(docs.isBuilding()).toBe(false);
    expect(await pageOf(docs)).toEqual(whole('first'));
    expect([checkout.begun().length, said.length]).toEqual([1, 1]);
  });

  test('where a change was taken back, even after another build', async () => {
    checkout.write('runbooks/a/b.yaml', 'second');
    expect(await open().then(({ isBuilding }) => isBuilding())).toBe(true);
    await saysSo(2);
    checkout.write('runbooks/a/b.yaml', 'first');
    expect(await pageOf(await open())).toEqual(whole('first'));
    expect(checkout.begun().length).toBe(2);
  });
});

describe('half a site', () => {
  test('is never taken for a whole one: a build that was killed with all its pages in place begins anew', async () => {
    await open();
    await begins();
    for (const { pid, parent } of checkout.begun())
      for (const one of [parent, pid]) process.kill(one, 'SIGKILL');
    await saysSo();
    expect(said[0]).toContain('could not be built');
    checkout.tell('go');
    const docs = await open();
    expect(await pageOf(docs)).toEqual(building);
    await saysSo(2);
    expect(await pageOf(docs)).toEqual(whole('first'));
  });

  test('is never read: an older one stays whole while the next is built', async () => {
    checkout.tell('go');
    const older = await open();
    await saysSo();
    checkout.untell('go');
    checkout.write('runbooks/a/b.yaml', 'second');
    const newer = await open();
    await begins(2);
    expect([await pageOf(older), await pageOf(newer)]).toEqual([whole('first'), building]);
    checkout.tell('go');
    await saysSo(2);
    expect([await pageOf(older), await pageOf(newer)]).toEqual([whole('first'), whole('second')]);
  });

  test('is not left by a workspace that ends', async () => {
    const docs = await open();
    await begins();
    const [one = { pid: 0, parent: 0 }] = checkout.begun();
    expect(servedDocs(checkout.data)).toMatch(/^http:\/\/127\.0\.0\.1:/u);
    await docs.close();
    expect([isAlive(one.pid), isAlive(one.parent)]).toEqual([false, false]);
    expect(readdirSync(checkout.built)).toEqual(['turn.sqlite']);
    expect(servedDocs(checkout.data)).toBeUndefined();
    expect(said).toEqual([]);
  });
});

test('two workspaces that are opened at once build it once, and both serve it', async () => {
  const both = await Promise.all([open(), open()]);
  await begins();
  checkout.tell('go');
  await saysSo(2);
  expect(await Promise.all(both.map(pageOf))).toEqual([whole('first'), whole('first')]);
  expect(checkout.begun().length).toBe(1);
});

test('a runbook that is written while the documentation is built is in it', async () => {
  const docs = await open();
  await begins();
  checkout.write('runbooks/a/b.yaml', 'second');
  checkout.tell('go');
  await saysSo();
  expect(await pageOf(docs)).toEqual(whole('second'));
  expect(checkout.begun().length).toBe(2);
});

test('a build that fails is one sentence, and leaves what it said', async () => {
  checkout.tell('fail');
  const docs = await open();
  await saysSo();
  const log = join(checkout.data, 'docs-build.log');
  expect(said).toEqual([
    expect.stringContaining(
      `could not be built; the workspace goes on without it. What the build said: ${log}`,
    ),
  ]);
  expect(said[0]).toContain(`ワークスペースはこのまま使えます。作成時の出力は ${log} にあります。`);
  expect(readFileSync(log, 'utf8')).toContain('content/x.en.md:3: no such page');
  expect(await pageOf(docs)).toEqual({ status: 500, text: expect.stringContaining(log) });
});

// A process that its parent never asks about is listed for ever. Here it is left in the build's group by one that went elsewhere.
test('a workspace ends though something of its build is listed for ever', async () => {
  const left = join(checkout.path, 'left');
  const leaving = `sleep 1000 & echo $$ > ${left}.new; mv ${left}.new ${left}; exec setsid sleep 1000`;
  checkout.buildBy(['/bin/sh', '-c', leaving]);
  const build = buildDocs(checkout.path, join(checkout.data, 'log'), { asked: 200, killed: 200 });
  await until('the process that goes elsewhere', () => existsSync(left));
  const elsewhere = Number(readFileSync(left, 'utf8'));
  try {
    await until('that it went', () => readFileSync(`/proc/${elsewhere}/cmdline`, 'utf8').startsWith('sleep'));
    await build.stop();
    expect(isAlive(elsewhere)).toBe(true);
  } finally {
    process.kill(elsewhere, 'SIGKILL');
  }
});

test('a program that says nothing is a build that failed', async () => {
  writeFileSync(join(checkout.path, 'docs-site/whole.ts'), 'process.exitCode = 3;');
  await open();
  await saysSo();
  expect(said[0]).toContain('could not be built');
});
