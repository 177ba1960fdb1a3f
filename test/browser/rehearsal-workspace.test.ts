import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openGaps } from '#bot/rehearsal/slack-page.ts';

import { openBrowser } from './chromium.ts';
import { carryToTheEnd, PEOPLE, slackPage, type SlackPage, WORDS } from './slack-people.ts';
import { startWorkspace, type StartedWorkspace, stopWorkspace } from './workspace.ts';

/** Screenshots for people to look at; the test itself reads the page. */
const pictures = process.env['WATARI_PICTURES'] ?? null;

let data: string;
let workspace: StartedWorkspace;
let browser: Browser;
let slack: SlackPage;

/** What is documented is not looked at here. */
const start = () => startWorkspace(data, join(data, 'no-documentation'));

async function visit(): Promise<SlackPage> {
  const page = await browser.newPage({ viewport: { width: 1500, height: 2200 } });
  await page.goto(workspace.slackUrl);
  return slackPage(page, pictures);
}

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'watari-workspace-'));
  [workspace, browser] = await Promise.all([start(), openBrowser()]);
  slack = await visit();
});
afterAll(async () => {
  await browser.close();
  await stopWorkspace(workspace);
  rmSync(data, { recursive: true, force: true });
});

test('the page of the local Slack is the one whose gaps we know: every one is mended', async () => {
  const page = await fetch(workspace.slackUrl);
  expect(openGaps(await page.text())).toEqual([]);
});

test('a form in which something is wrong comes back with all that was entered, and says so on top', async () => {
  const { modal } = slack;
  const field = (label: string) =>
    modal.locator('.bk-input', { has: slack.page.getByText(label, { exact: true }) }).locator('input');
  const title = modal.locator('.modal-title');
  await slack.actAs(PEOPLE.aiko);
  await slack.say('/migrate start');
  await modal.waitFor();
  await field('メールサーバ').fill('');
  await field('SMTP のポート').fill('twenty');
  await modal.locator('.modal-body').evaluate((body) => body.scrollTo(0, body.scrollHeight));
  await modal.locator('.modal-btn.primary').click();
  await title.getByText('要修正：2 件').waitFor();
  expect(await modal.innerText()).toContain('・SMTP のポート：「twenty」は使えません。');
  expect(await modal.innerText()).toContain('・メールサーバ：ホスト名または IP アドレスを指定してください。');
  expect(await modal.locator('.modal-body').evaluate((body) => body.scrollTop)).toBe(0);
  expect(await field('メールサーバ').inputValue()).toBe('');
  expect(await field('SMTP のポート').inputValue()).toBe('twenty');
  await slack.photograph('form-again');

  await field('メールサーバ').fill('mail.nope.example');
  await field('SMTP のポート').fill('2525');
  await modal.locator('.modal-btn.primary').click();
  await title.getByText('要修正：1 件').waitFor();
  expect(await modal.innerText()).toContain('「mail.nope.example」はインベントリにありません。');
  expect(await field('SMTP のポート').inputValue()).toBe('2525');
  await slack.photograph('form-unknown-host');
  await slack.closeModal();
});

test('on a narrow screen nothing lies beside what is seen', async () => {
  await slack.page.setViewportSize({ width: 400, height: 860 });
  const width = () => slack.page.locator('html').evaluate((html) => html.scrollWidth);
  expect(await width()).toBe(400);
  await slack.photograph('narrow');
  await slack.page.setViewportSize({ width: 1500, height: 2200 });
});

test('/migrate start opens the form of the parameters, filled in for the lab', async () => {
  await slack.actAs(PEOPLE.aiko);
  await slack.say('/migrate start');
  await slack.modal.waitFor();
  const text = await slack.modal.innerText();
  for (const expected of ['実行の開始', 'リハーサル', 'メールサーバ', 'バインドパスワード'])
    expect(text).toContain(expected);
  await slack.photograph('form');
  await slack.submit();
  await slack.messages.first().waitFor();
  expect(await slack.messages.first().innerText()).toContain('[リハーサル]');
});

test('/migrate next-step shows step 1, which is safe and runs by itself', async () => {
  await slack.say('/migrate next-step');
  await slack.openThread();
  await slack.card('1').getByText('完了').first().waitFor({ timeout: 30_000 });
  expect(await slack.card('1').innerText()).toContain('bin/db2ldif');
});

test('a risky step shows Approve, and the click of the one who asked is refused to them alone', async () => {
  await slack.button(slack.messages.first(), WORDS.ja.next).click();
  const approve = slack.button(slack.card('2'), WORDS.ja.approve);
  await approve.waitFor({ timeout: 30_000 });
  await approve.click();
  await slack.whispers().last().waitFor();
  expect(await slack.whispers().last().innerText()).toContain('この手順を要求した本人は承認できません');
  await slack.photograph('refused');
  await slack.actAs(PEOPLE.ben);
  await slack.whispers().first().waitFor({ state: 'detached' });
  expect(await approve.isVisible()).toBe(true);
});

test('the details of a step are in the language of the person who clicks', async () => {
  await slack.button(slack.card('2'), WORDS.ja.details).click();
  await slack.modal.waitFor();
  expect(await slack.modal.innerText()).toContain('[REHEARSAL] 2 Add the merged schema');
  await slack.photograph('details-en');
  await slack.closeModal();
  await slack.actAs(PEOPLE.aiko);
  await slack.button(slack.card('2'), WORDS.ja.details).click();
  await slack.modal.waitFor();
  expect(await slack.modal.innerText()).toContain('[リハーサル] 2 結合スキーマの追加');
  await slack.photograph('details-ja');
  await slack.closeModal();
});

test('the click of somebody else runs it', async () => {
  await slack.actAs(PEOPLE.ben);
  await slack.button(slack.card('2'), WORDS.ja.approve).click();
  await slack.card('2').getByText('完了').first().waitFor({ timeout: 30_000 });
  // The run's message is drawn on its own: a moment earlier or later than the card.
  await slack.messages.first().getByText('2/15').waitFor({ timeout: 30_000 });
  expect(await slack.messages.first().innerText()).toContain('2/15');
});

test('after a restart in the middle everything is drawn again, in the language that was chosen meanwhile', async () => {
  await slack.page.close();
  await stopWorkspace(workspace);
  writeFileSync(join(data, 'lab/workspace-1/site/watari.yaml'), 'language: en\n');
  workspace = await start();
  slack = await visit();
  await slack.messages.first().waitFor({ timeout: 30_000 });
  expect(await slack.messages.first().innerText()).toContain(
    '[REHEARSAL] SIMS 4.0 to iPlanet Messaging Server',
  );
  await slack.openThread();
  expect(await slack.card('2').innerText()).toContain('Add the merged schema');
});

test('the whole runbook is carried to its end by three people', { timeout: 240_000 }, async () => {
  await carryToTheEnd(slack, 'en');
  const run = await slack.messages.first().innerText();
  expect(run).toContain('15/15 steps');
  expect(run).toContain('Completed.');
  await slack.photograph('end-en');
});
