import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

import type { World } from './world.ts';

// Of each step that applies: how wide its boxes are, and what of it cannot be read.
const STEPS = `[...document.querySelectorAll('[data-step][data-applies="true"]')].map((step) => {
  const boxed = (one) => one.getBoundingClientRect().width >= 12 && getComputedStyle(one).borderTopStyle === 'solid';
  const read = (one) => one.checkVisibility() && one.getBoundingClientRect().height > 0;
  return {
    id: step.dataset.step,
    ticked: [...step.querySelectorAll('.tick--step')].filter(boxed).length,
    operations: step.querySelectorAll('.part--do [data-operation], .part--verify [data-operation]').length,
    boxes: [...step.querySelectorAll('.operation > .tick')].filter(boxed).length,
    signed: [...step.querySelectorAll('.done-by')].filter(read).length,
    unread: [...step.querySelectorAll('li, p, pre')].filter((one) => !read(one) && one.closest('.copy') === null).map((one) => one.textContent),
  };
})`;
const step = z.object({
  id: z.string(),
  ticked: z.int(),
  operations: z.int(),
  boxes: z.int(),
  signed: z.int(),
  unread: z.array(z.string()),
});

/** A runbook on paper is a check list. */
export function describePaper(world: () => World): void {
  describe('on paper', () => {
    let page: Page;
    beforeAll(async () => {
      page = await world().context.newPage();
      await page.goto(world().addressOf('runbooks/iplanet/sims-offline/', 'ja'));
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    });
    afterAll(() => page.close());

    test('every step has a box and a line to sign, every operation a box, and nothing is folded away', async () => {
      const steps = z.array(step).parse(await page.evaluate(STEPS));
      expect(steps.length).toBeGreaterThan(10);
      expect(steps).toEqual(
        steps.map(({ id, operations }) => ({
          id,
          operations,
          ticked: 1,
          boxes: operations,
          signed: 1,
          unread: [],
        })),
      );
    });

    test('there is nothing that only a screen can use', async () => {
      expect(
        await page.locator(':is(nav, button, .navbar, .copy, .with-script, .hash-link):visible').count(),
      ).toBe(0);
    });

    test('it is black on white, on A4', async () => {
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
        'rgb(255, 255, 255)',
      );
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      const [, width, height] = /\/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]/u.exec(pdf) ?? [];
      // 210 mm by 297 mm, in points.
      expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842]);
    });
  });
}
