import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { LANGUAGES, type Language, type Runbook } from '#core/runbook/index.ts';

import { onPaper, printedSteps, squeezed } from './planned-steps.ts';
import type { World } from './world.ts';

// What the local search keeps: titles of pages, headings, descriptions, keywords, and the text below each heading.
const indexes = z.array(
  z.object({ documents: z.array(z.object({ t: z.string(), u: z.string(), h: z.string().optional() })) }),
);
const TEXTS = 4;

/** The text that the search finds below each heading of a page, by `#anchor`; what a page begins with, below none. */
function textsOf({ site }: World, language: Language, path: string): ReadonlyMap<string, string> {
  const folder = language === 'ja' ? join(site.folder, 'ja') : site.folder;
  const file = readdirSync(folder).find((name) => /^search-index.*\.json$/u.test(name)) ?? '';
  const kept = indexes.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const page = `${language === 'ja' ? '/ja' : ''}/${path}`;
  const own = (kept[TEXTS]?.documents ?? []).filter(({ u }) => u === page);
  return new Map(own.map(({ h = '', t }) => [h, squeezed(t)]));
}

/** What a search result says stands below a heading does. */
export function describeSearchIndex(world: () => World, runbooks: readonly Runbook[]): void {
  describe('the search', () => {
    test.each(runbooks.map(({ id }) => id))('finds every step of %s below its own heading', async (id) => {
      const plan = await printedSteps(id);
      for (const language of LANGUAGES) {
        const texts = textsOf(world(), language, `runbooks/${id}/`);
        for (const step of plan) {
          const { text } = onPaper(step, language);
          const found = [...texts].filter(([, below]) => below.includes(text)).map(([at]) => at);
          expect(found).toEqual([`#${step.id.replace(/@.*$/u, '')}`]);
        }
      }
    });

    test.each(LANGUAGES)(
      'finds what a runbook is about below its title in %s, and the form below its own',
      (language) => {
        const texts = textsOf(world(), language, 'runbooks/iplanet/sims-offline/');
        const about = runbooks.find(({ id }) => id === 'iplanet/sims-offline')?.summary[language] ?? '';
        expect(texts.get('')).toContain(squeezed(about));
        expect(texts.get('#_your-values')).toContain('mailHost');
      },
    );
  });
}
