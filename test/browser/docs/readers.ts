import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

import { LANGUAGES } from '#core/runbook/index.ts';

import { expectCommandsOf } from './compared.ts';
import { axeFindings, isGrave } from './look.ts';
import type { World } from './world.ts';

const OFFLINE = 'iplanet/sims-offline';
const PATH = `runbooks/${OFFLINE}/`;
const WORD = { en: 'queue', ja: 'キュー' } as const;

/** What readers do: share, search, copy, change the language, read in the dark. */
export function describeReaders(world: () => World): void {
  describe('somebody who reads', () => {
    let page: Page;
    beforeAll(async () => {
      page = await world().context.newPage();
    });
    afterAll(() => page.close());

    test('a link that holds a secret finds it nowhere: not in the address, not on the page', async () => {
      await page.goto(`${world().addressOf(PATH, 'en')}?set.mailHost=a.example.jp&set.bindPassword=hunter2`);
      await expectCommandsOf(page, OFFLINE, { mailHost: 'a.example.jp' });
      expect(new URL(page.url()).search).toBe('?set.mailHost=a.example.jp');
      expect(await page.content()).not.toContain('hunter2');
      expect(await page.locator('[role=alert]').innerText()).toContain('The address held a secret.');
    });

    test('a form finds no field for a secret, a file or waves', async () => {
      expect(await page.locator('[data-parameter]').count()).toBeGreaterThan(10);
      for (const name of ['bindPassword', 'mergedSchema'])
        // oxlint-disable-next-line no-await-in-loop
        expect(await page.locator(`[data-parameter="${name}"]`).count()).toBe(0);
    });

    test('copies a command, and nothing around it', async () => {
      const command = page.locator('[data-step="empty-queue"] .part--do .command').first();
      await command.getByRole('button').click();
      await expect
        .poll(() => page.evaluate('navigator.clipboard.readText()'))
        .toBe('/opt/SUNWmail/sbin/imta stop dispatcher');
      expect(await command.locator('[role=status]').innerText()).toBe('Copied');
    });

    test('changes the language, and stays on the step and its values', async () => {
      await page
        .locator('#upgrade-domains')
        .evaluate((heading: { scrollIntoView(): void }) => heading.scrollIntoView());
      await page.getByRole('link', { name: '日本語で読む' }).click();
      await page.waitForURL('**/ja/**');
      expect(page.url()).toBe(`${world().addressOf(PATH, 'ja')}?set.mailHost=a.example.jp#upgrade-domains`);
      expect(await page.locator('html').getAttribute('lang')).toBe('ja');
      await expectCommandsOf(page, OFFLINE, { mailHost: 'a.example.jp' });
      await expect
        .poll(async () => (await page.locator('#upgrade-domains').boundingBox())?.y)
        .toBeLessThan(300);
    });

    test('keeps the values of the link that led there, whatever of the page is turned to', async () => {
      const search = '?set.mailHost=a.example.jp';
      await page.goto(world().addressOf(PATH, 'en') + search);
      await expectCommandsOf(page, OFFLINE, { mailHost: 'a.example.jp' });
      const before = z.int().parse(await page.evaluate('history.length'));
      await page.locator(`.theme-doc-sidebar-menu a[href="/${PATH}"]`).click();
      await expect.poll(() => page.evaluate('history.length')).toBe(before + 1);
      await expect.poll(() => new URL(page.url()).search).toBe(search);
      const field = page.locator('.navbar__search-input:visible');
      await field.click();
      await field.pressSequentially('Empty the SMTP queue');
      await page.getByRole('option').filter({ hasText: 'same host, offline' }).first().click();
      await expect.poll(() => page.url()).toBe(`${world().addressOf(PATH, 'en')}${search}#empty-queue`);
      await expectCommandsOf(page, OFFLINE, { mailHost: 'a.example.jp' });
      expect(await page.locator('.runbook__head').innerText()).not.toContain('stand for the example values');
    });

    test('changes the language at an address that is malformed', async () => {
      await page.goto(`${world().addressOf(PATH, 'en')}#%`);
      await page.getByRole('link', { name: '日本語で読む' }).click();
      await expect.poll(() => page.url()).toBe(world().addressOf(PATH, 'ja'));
    });

    test('a step that the values leave out sees it all the same when a card leads there', async () => {
      await page.goto(`${world().addressOf(PATH, 'ja')}?set.storeVia=pipe#back-up-store`);
      await page.locator('[data-step="back-up-store"][data-applies="false"]').waitFor();
      expect(await page.locator('[data-step="back-up-store"]').isVisible()).toBe(true);
      expect(await page.locator('[data-step="restore-from-tape"]').isVisible()).toBe(false);
    });

    test.each(LANGUAGES)(
      'finds the steps with a word in %s, and is brought to the one that is chosen',
      async (language) => {
        await page.goto(world().addressOf('', language));
        const field = page.locator('.navbar__search-input:visible');
        await field.click();
        await field.pressSequentially(WORD[language]);
        const hit = page.getByRole('option').filter({ hasText: /^3 SMTP キュー|^3 Empty the SMTP queue/u });
        await hit.first().waitFor();
        await hit.filter({ hasText: /オフライン|offline/u }).click();
        await page.waitForURL(`**/${PATH}**#empty-queue`);
        expect(page.url().startsWith(world().addressOf(PATH, language))).toBe(true);
        expect(await page.locator('#empty-queue').innerText()).toContain(WORD[language]);
      },
    );

    test.each(LANGUAGES)('finds every place with the word on the page of results in %s', async (language) => {
      await page.goto(`${world().addressOf('search/', language)}?q=${encodeURIComponent(WORD[language])}`);
      await page.locator('article a[href*="#empty-queue"]').first().waitFor();
      expect(await page.locator('article a[href*="#empty-queue"]').count()).toBeGreaterThanOrEqual(5);
    });
  });

  describe.each(['light', 'dark'] as const)('in the %s', (colorScheme) => {
    test.each([
      ['en', ''],
      ['ja', PATH],
      ['en', 'runbooks/groupmax/from-v5/'],
      ['ja', 'tutorial/first-rehearsal/'],
      ['en', 'reference/verbs/'],
      ['ja', 'glossary/'],
    ] as const)('axe finds nothing serious in %s at /%s, colours included', async (language, path) => {
      const page = await world().context.newPage();
      await page.emulateMedia({ colorScheme });
      await page.goto(world().addressOf(path, language));
      expect(await page.locator('html').getAttribute('data-theme')).toBe(colorScheme);
      expect((await axeFindings(page)).filter(isGrave)).toEqual([]);
      await page.close();
    });
  });
}
