import { globSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { LANGUAGES } from '#core/runbook/index.ts';

import { WIDTHS, spilledAt } from './look.ts';
import type { World } from './world.ts';

/** What holds for the pages that somebody wrote, and for all pages together. */
export function describeEveryPage(world: () => World): void {
  describe('every other page', () => {
    test.each(LANGUAGES)('fits its window in %s', async (language) => {
      const { still, site, addressOf } = world();
      const page = await still.newPage();
      const found: string[] = [];
      for (const path of otherPages(site.folder)) {
        // oxlint-disable no-await-in-loop -- one window
        await page.goto(addressOf(path, language));
        for (const width of WIDTHS)
          found.push(...(await spilledAt(page, width)).map((what) => `${path} at ${String(width)}: ${what}`));
        // oxlint-enable no-await-in-loop
      }
      expect(found).toEqual([]);
      await page.close();
    });

    test('stands in both languages', () => {
      const { folder } = world().site;
      const pages = otherPages(folder);
      expect(pages.length).toBeGreaterThan(10);
      expect(otherPages(`${folder}/ja`)).toEqual(pages);
    });
  });

  describe('no page', () => {
    test('asks anything of another machine', () => {
      const { asked, site } = world();
      expect(asked.length).toBeGreaterThan(100);
      expect(asked.filter((url) => !url.startsWith(site.url) && !/^(?:data|blob):/u.test(url))).toEqual([]);
    });
    test('complains of anything', () => {
      expect(world().complaints).toEqual([]);
    });
  });
}

/** Those that are no runbook's: `how-to/approve/`. */
const otherPages = (folder: string): readonly string[] =>
  globSync('**/index.html', { cwd: folder })
    .filter((file) => !file.startsWith('ja/') && !/^(?:runbooks\/.+\/|search\/)index\.html$/u.test(file))
    .map((file) => file.replace(/index\.html$/u, ''))
    .toSorted();
