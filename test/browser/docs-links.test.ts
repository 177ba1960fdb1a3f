import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

import { loadRunbooks, type Runbook } from '#core/runbook/index.ts';
import { CommandLine } from '#test/live/command-line.ts';

import { openBrowser } from './chromium.ts';
import { PEOPLE, slackPage, type SlackPage, WORDS } from './slack-people.ts';
import { startWorkspace, type StartedWorkspace, stopWorkspace } from './workspace.ts';

const RUNBOOK = 'iplanet/sims-offline';
const LINK = { en: 'Documentation', ja: 'ドキュメント' } as const;
/** Somebody who reads this language. */
const READER = { en: PEOPLE.ben, ja: PEOPLE.aiko } as const;

const command = new CommandLine();
const standIn = mkdtempSync(join(tmpdir(), 'watari-pages-'));
/** Built documentation, if somebody names a folder of it; otherwise pages that stand in for it. */
const docs = process.env['WATARI_DOCS'] ?? standIn;
let workspace: StartedWorkspace;
let browser: Browser;
let slack: SlackPage;
let runbook: Runbook;

/** Pages with the anchors that the documentation has, a screen apart, so that landing on a step is something else than opening its page. */
function writePages({ steps }: Runbook): void {
  for (const language of ['en', 'ja'] as const) {
    const folder = join(standIn, language === 'ja' ? 'ja' : '', 'runbooks', RUNBOOK);
    mkdirSync(folder, { recursive: true });
    const body = steps
      .map(({ id, number, title }) => `<h2 id="${id}" style="height:100vh">${number} ${title[language]}</h2>`)
      .join('');
    writeFileSync(
      join(folder, 'index.html'),
      `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${RUNBOOK}</title>${body}`,
    );
  }
}

/** Clicks a link as somebody does, and looks where it leads. */
async function landing(link: Locator): Promise<{ url: string; language: string; seen: string }> {
  const opening = slack.page.context().waitForEvent('page');
  await link.click();
  const page: Page = await opening;
  try {
    await page.waitForLoadState();
    const language = (await page.locator('html').getAttribute('lang')) ?? '';
    const seen = page.locator(':target');
    // A page may still be drawing the values of the run above the step.
    const y = async () => Math.abs((await seen.boundingBox())?.y ?? Infinity);
    for (const deadline = Date.now() + 10_000; (await y()) > 200 && Date.now() < deadline;)
      await page.waitForTimeout(50);
    await page.waitForLoadState('networkidle');
    const title = (await y()) <= 200 ? await seen.innerText() : 'nothing of it';
    return { url: withoutValues(page.url()), language, seen: title };
  } finally {
    await page.close();
  }
}

const withoutValues = (address: string): string => address.replace(/\?[^#]*/u, '');

/** The page of a step in a language, with the step in view. */
const landed = (number: string, language: 'en' | 'ja') => {
  const step = runbook.steps.find((one) => one.number === number);
  if (step === undefined) throw new Error(`no step ${number}`);
  const folder = language === 'ja' ? 'ja/' : '';
  return {
    url: `${workspace.docsUrl}${folder}runbooks/${RUNBOOK}/#${step.id}`,
    language,
    seen: expect.stringContaining(`${number} ${step.title[language]}`),
  };
};

const linkIn = (where: Locator, language: 'en' | 'ja'): Locator =>
  where.getByRole('link', { name: LINK[language], exact: true });

beforeAll(async () => {
  const found = loadRunbooks('runbooks').runbooks.find(({ id }) => id === RUNBOOK);
  if (found === undefined) throw new Error(RUNBOOK);
  runbook = found;
  writePages(runbook);
  [workspace, browser] = await Promise.all([startWorkspace(command.data, docs), openBrowser()]);
  const page = await browser.newPage({ viewport: { width: 1500, height: 1800 } });
  await page.goto(workspace.slackUrl);
  slack = slackPage(page, process.env['WATARI_PICTURES'] ?? null);
  await slack.actAs(PEOPLE.aiko);
  await slack.say(`/migrate start ${RUNBOOK}`);
  await slack.modal.waitFor();
  await slack.submit();
  await slack.messages.first().waitFor();
  await slack.say('/migrate next-step');
  await slack.openThread();
  await linkIn(slack.card('1'), 'ja').waitFor();
});
afterAll(async () => {
  await browser.close();
  await stopWorkspace(workspace);
  command.remove();
  rmSync(standIn, { recursive: true });
});

test('npm start says where the documentation is', async () => {
  expect(workspace.docsUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/u);
});

test('the channel is Japanese, so the Japanese link stands first on the card, and the English one beside it', async () => {
  expect(await slack.card('1').getByRole('link').allInnerTexts()).toEqual([LINK.ja, LINK.en]);
  await slack.photograph('docs-card');
});

describe.each(['en', 'ja'] as const)('somebody who reads %s', (language) => {
  test('lands on the step in that language from the card', async () => {
    await slack.actAs(READER[language]);
    expect(await landing(linkIn(slack.card('1'), language))).toEqual(landed('1', language));
  });

  test('lands on the step in that language from the details, which have no other link', async () => {
    await slack.actAs(READER[language]);
    await slack.button(slack.card('1'), WORDS.ja.details).click();
    await slack.modal.waitFor();
    expect(await slack.modal.getByRole('link').allInnerTexts()).toEqual([LINK[language]]);
    await slack.photograph(`docs-details-${language}`);
    const found = await landing(linkIn(slack.modal, language));
    await slack.closeModal();
    expect(found).toEqual(landed('1', language));
  });

  test.each([
    ['/migrate docs 9a', '9a'],
    [`/migrate docs ${RUNBOOK} 10a`, '10a'],
  ])('lands on the step in that language from %s', async (typed, number) => {
    await slack.actAs(READER[language]);
    const before = await slack.whispers().count();
    await slack.say(typed);
    const answer = slack.whispers().nth(before);
    await answer.waitFor();
    expect(await landing(linkIn(answer, language))).toEqual(landed(number, language));
  });
});

test('the page that a card opens shows the commands of this run: its values stand in the address', async () => {
  const href = (await linkIn(slack.card('1'), 'en').getAttribute('href')) ?? '';
  const values = Object.fromEntries(new URL(href).searchParams);
  expect(values).toMatchObject({ 'set.instanceRoot': '/opt/iplanet/server5/msg-mail', 'set.sessions': '3' });
  expect(href).not.toMatch(/password/iu);
});

test('a step that there is not is named, with those that there are', async () => {
  await slack.actAs(PEOPLE.ben);
  const before = await slack.whispers().count();
  await slack.say('/migrate docs 99');
  const answer = slack.whispers().nth(before);
  await answer.waitFor();
  expect(await answer.innerText()).toContain(`${RUNBOOK} has no step 99. Known: 1, 2, `);
});

const printed = z.looseObject({
  step: z.looseObject({ stepHash: z.string() }),
  url: z.object({ en: z.string(), ja: z.string() }),
});

test('a terminal beside the workspace names the same page, and the hash that the card shows', async () => {
  const { exit, out, err } = await command.run('docs', '1', '--json');
  expect([exit, err]).toEqual([0, '']);
  const { step, url } = printed.parse(JSON.parse(out));
  expect([withoutValues(url.en), withoutValues(url.ja)]).toEqual([
    landed('1', 'en').url,
    landed('1', 'ja').url,
  ]);
  expect(await slack.card('1').innerText()).toContain(step.stepHash.slice(0, 8));
});
