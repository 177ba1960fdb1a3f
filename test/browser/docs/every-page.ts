import { globSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { LANGUAGES, type Language } from '#core/runbook/index.ts';

import { WIDTHS, spilledAt } from './look.ts';
import type { World } from './world.ts';

/** What holds for the pages that somebody wrote, and for all pages together. */
export function describeEveryPage(world: () => World): void {
  describe('every other page', () => {
    test('fits its window', async () => {
      const found = await Promise.all(LANGUAGES.map((language) => spilled(world(), language)));
      expect(found.flat()).toEqual([]);
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

async function spilled({ still, site, addressOf }: World, language: Language): Promise<readonly string[]> {
  const page = await still.newPage();
  const found: string[] = [];
  for (const path of otherPages(site.folder)) {
    // oxlint-disable no-await-in-loop -- one window
    await page.goto(addressOf(path, language));
    for (const width of WIDTHS)
      found.push(
        ...(await spilledAt(page, width)).map((what) => `${page.url()} at ${String(width)}: ${what}`),
      );
    // oxlint-enable no-await-in-loop
  }
  await page.close();
  return found;
}

/** Those that are no runbook's: `how-to/approve/`. */
const otherPages = (folder: string): readonly string[] =>
  globSync('**/index.html', { cwd: folder })
    .filter((file) => !file.startsWith('ja/') && !/^(?:runbooks\/.+\/|search\/)index\.html$/u.test(file))
    .map((file) => file.replace(/index\.html$/u, ''))
    .toSorted();
