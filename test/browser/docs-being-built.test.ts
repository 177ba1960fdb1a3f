import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { servedDocs } from '#bot/rehearsal/docs-address.ts';
import { type Documentation, openDocumentation } from '#bot/rehearsal/documentation.ts';

import { openBrowser } from './chromium.ts';

/** A checkout whose build takes until it is told how to end: `go` or `fail`. It leaves the pid of what it started. */
const BUILD = `
const { existsSync, mkdirSync, writeFileSync } = require('node:fs');
writeFileSync('pid', String(process.pid));
const page = (folder, language) => {
  mkdirSync(folder + '/runbooks/a/b', { recursive: true });
  writeFileSync(folder + '/index.html', 'front');
  writeFileSync(folder + '/runbooks/a/b/index.html', '<!doctype html><html lang=' + language + '><div style="height:200vh"></div><h2 id=step>Step</h2><div style="height:200vh"></div>');
};
const look = () => {
  if (existsSync('fail')) { console.error('content/x.en.md:3: no such page'); process.exit(1); }
  if (!existsSync('go')) return void setTimeout(look, 20);
  page('docs-site/build', 'en');
  page('docs-site/build/ja', 'ja');
};
look();
`;

let folder: string;
let checkout: string;
let data: string;
let said: string[];
let docs: Documentation | null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'watari-build-'));
  checkout = join(folder, 'checkout');
  data = join(folder, 'data');
  said = [];
  docs = null;
  for (const made of [join(checkout, 'runbooks/a'), join(checkout, 'docs-site'), data])
    mkdirSync(made, { recursive: true });
  writeFileSync(join(checkout, 'runbooks/a/b.yaml'), '');
  writeFileSync(join(checkout, 'build.cjs'), BUILD);
  writeFileSync(
    join(checkout, 'package.json'),
    JSON.stringify({ scripts: { 'docs:build': `"${process.execPath}" build.cjs` } }),
  );
});
afterEach(async () => {
  await docs?.close();
  rmSync(folder, { recursive: true });
});

const open = async (): Promise<Documentation> =>
  (docs = await openDocumentation({ data }, (line) => said.push(line), checkout));
const tell = (word: 'go' | 'fail') => writeFileSync(join(checkout, word), '');

/** Polls until it holds. */
async function until(what: string, holds: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 30_000; !holds(); await delay(20))
    if (Date.now() > deadline) throw new Error(`it never came: ${what}; said: ${said.join(' ')}`);
}
const isBuilding = () => existsSync(join(checkout, 'pid'));

test('whoever opens a step meanwhile is told so, and is brought to that very step once it is there', async () => {
  const { url } = await open();
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`${url}ja/runbooks/a/b/?mailHost=mail#step`);
    expect(await page.locator('h1').first().innerText()).toBe('ドキュメントを作成しています');
    tell('go');
    await page.locator('#step').waitFor();
    expect(page.url()).toBe(`${url}ja/runbooks/a/b/?mailHost=mail#step`);
    expect(await page.locator('html').getAttribute('lang')).toBe('ja');
    expect((await page.locator('#step').boundingBox())?.y).toBeLessThan(200);
  } finally {
    await browser.close();
  }
  expect(said).toEqual([`The documentation is ready: ${url} / ドキュメントを作成しました：${url}`]);
});

test('pages that are newer than their sources are served at once', async () => {
  tell('go');
  await open();
  await until('the first build', () => said.length > 0);
  await docs?.close();
  rmSync(join(checkout, 'pid'));
  const { url } = await open();
  expect((await fetch(`${url}runbooks/a/b/`)).status).toBe(200);
  expect(isBuilding()).toBe(false);
});

test('a runbook that is written while the documentation is built is in it', async () => {
  await open();
  await until('the build', isBuilding);
  rmSync(join(checkout, 'pid'));
  writeFileSync(join(checkout, 'runbooks/a/c.yaml'), '');
  tell('go');
  await until('the second build', isBuilding);
  await until('its end', () => said.length > 0);
  expect(said).toHaveLength(1);
});

test('a build that fails is one sentence, and leaves what it said', async () => {
  tell('fail');
  const { url } = await open();
  await until('the sentence', () => said.length > 0);
  const log = join(data, 'docs-build.log');
  expect(said).toEqual([
    expect.stringContaining(
      `could not be built; the workspace goes on without it. What the build said: ${log}`,
    ),
  ]);
  expect(said[0]).toContain(`ワークスペースはこのまま使えます。作成時の出力は ${log} にあります。`);
  expect(readFileSync(log, 'utf8')).toContain('content/x.en.md:3: no such page');
  const page = await fetch(`${url}runbooks/a/b/`);
  expect([page.status, await page.text()]).toEqual([500, expect.stringContaining(log)]);
});

test('a workspace that ends takes its build with it, and what that left half done', async () => {
  await open();
  await until('the build', isBuilding);
  mkdirSync(join(checkout, 'docs-site/build'));
  writeFileSync(join(checkout, 'docs-site/build/index.html'), 'half');
  const pid = Number(readFileSync(join(checkout, 'pid'), 'utf8'));
  expect(servedDocs(data)).toMatch(/^http:\/\/127\.0\.0\.1:/u);
  await docs?.close();
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  expect(existsSync(join(checkout, 'docs-site/build'))).toBe(false);
  expect(servedDocs(data)).toBeUndefined();
  expect(said).toEqual([]);
});
