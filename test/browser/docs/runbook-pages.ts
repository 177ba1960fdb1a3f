import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { LANGUAGES, type Runbook } from '#core/runbook/index.ts';

import { expectCommandsOf, said } from './compared.ts';
import { WIDTHS, axeFindings, isGrave, spilledAt } from './look.ts';
import { stepsOnPage } from './page-steps.ts';
import { onPaper, printedSteps } from './planned-steps.ts';
import { type ReaderValues, everyValue, otherChoices } from './reader-values.ts';
import type { World } from './world.ts';

/** Types values into the fields of the form, which is unfolded. */
async function typeValues(page: Page, { parameters }: Runbook, values: ReaderValues): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const field = page.locator(`[data-parameter="${name}"] .field__input`);
    const type = parameters[name]?.type;
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as people type
    await (type === 'choice' || type === 'flag' ? field.selectOption(value) : field.fill(value));
  }
}

/** What holds for the page of every runbook. One page is opened in each language, and looked at in many ways. */
export function describeRunbookPage(world: () => World, runbook: Runbook): void {
  const { id } = runbook;
  const path = `runbooks/${id}/`;
  const values = everyValue(runbook);

  describe(`the page of ${id}`, () => {
    let page: Page;
    beforeAll(async () => {
      page = await world().context.newPage();
      await page.goto(world().addressOf(path, 'en'));
    });
    afterAll(() => page.close());

    test.each(LANGUAGES)(
      'has all of the plan in its order in %s, without JavaScript too',
      async (language) => {
        const still = await world().still.newPage();
        await still.goto(world().addressOf(path, language));
        const steps = await stepsOnPage(still);
        const plan = await printedSteps(id);
        expect(steps.map(said)).toEqual(plan.map((step) => onPaper(step, language)));
        const operations = steps.flatMap((one) => [...one.do, ...one.verify]);
        expect([...steps, ...operations].filter(({ isVisible }) => !isVisible)).toEqual([]);
        // A button that does nothing is no button.
        expect(await still.locator('.with-script:visible').count()).toBe(0);
        await still.close();
      },
    );

    test('shows the commands that watari plan prints, of the steps that apply', async () => {
      await expectCommandsOf(page, id, {});
    });

    test('has nothing that axe calls serious or critical', async () => {
      // Colours are the same on every page: `describeReaders` looks at them.
      expect((await axeFindings(page, { without: ['color-contrast'] })).filter(isGrave)).toEqual([]);
    });

    test.each(WIDTHS)('fits a window of %i pixels in English', async (width) => {
      expect(await spilledAt(page, width)).toEqual([]);
    });

    test('shows the commands that watari plan --set prints, for what is typed in its form', async () => {
      await page.locator('.values-fold > summary').click();
      await typeValues(page, runbook, values);
      await expectCommandsOf(page, id, values);
    });

    test('shows them again in Japanese to whoever gets nothing but the address', async () => {
      const { search } = new URL(page.url());
      // A choice that is the example's own stands there anyway.
      const shared = Object.fromEntries(new URLSearchParams(search));
      expect(Object.keys(shared).length).toBeGreaterThan(5);
      expect(
        Object.fromEntries(Object.entries(values).map(([name, value]) => [`set.${name}`, value])),
      ).toMatchObject(shared);
      await page.goto(world().addressOf(path, 'ja') + search);
      await expectCommandsOf(page, id, values);
      expect(await page.locator('.field__problem:not(:empty)').allInnerTexts()).toEqual([]);
    });

    test.each(WIDTHS)('fits a window of %i pixels in Japanese, with longer values', async (width) => {
      expect(await spilledAt(page, width)).toEqual([]);
    });

    test('goes back to the examples, and hides what other choices leave out', async () => {
      await page.locator('.values__foot button').click();
      await expectCommandsOf(page, id, {});
      expect(new URL(page.url()).search).toBe('');
      const choices = otherChoices(runbook);
      await typeValues(page, runbook, choices);
      await expectCommandsOf(page, id, choices);
    });
  });
}
