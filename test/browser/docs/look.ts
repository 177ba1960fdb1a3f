import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import type { Page } from 'playwright-core';
import { z } from 'zod';

export const WIDTHS = [360, 1440] as const;

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const violations = z.array(
  z.object({
    id: z.string(),
    impact: z.string().nullable(),
    nodes: z.array(z.object({ target: z.array(z.unknown()) })),
  }),
);
/** What axe-core finds, as `serious color-contrast: .hash`. `only` these rules, or all `without` some. */
export async function axeFindings(
  page: Page,
  {
    only = [],
    without = [],
  }: { readonly only?: readonly string[]; readonly without?: readonly string[] } = {},
): Promise<readonly string[]> {
  const options = {
    resultTypes: ['violations'],
    rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
    ...(only.length > 0 && { runOnly: only }),
  };
  await page.evaluate(axe);
  const found = violations.parse(
    await page.evaluate(`axe.run(document, ${JSON.stringify(options)}).then((one) => one.violations)`),
  );
  return found.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target }) => `${impact ?? 'unknown'} ${id}: ${target.join(' ')}`),
  );
}

/** Those that keep somebody from reading or using the page. */
export const isGrave = (finding: string): boolean => /^(?:serious|critical) /u.test(finding);

// What is wider than the window, except what scrolls inside of a box of its own.
const SPILLED = `(() => {
  const width = document.documentElement.clientWidth;
  const isBoxed = (element) => {
    for (let box = element.parentElement; box !== null && box !== document.body; box = box.parentElement)
      if (getComputedStyle(box).overflowX !== 'visible') return true;
    return false;
  };
  const spilled = [...document.querySelectorAll('main *')].filter((one) => {
    const { right, width: wide } = one.getBoundingClientRect();
    return wide > 0 && right > width + 1 && !isBoxed(one);
  });
  const say = (one) => one.tagName.toLowerCase() + '.' + (one.getAttribute('class') ?? '') + ' ' + one.textContent.slice(0, 60);
  return [
    ...(document.scrollingElement.scrollWidth > width ? ['the page: ' + document.scrollingElement.scrollWidth] : []),
    ...spilled.map(say),
  ];
})()`;

/** What runs out of a window of this width, if anything. */
export async function spilledAt(page: Page, width: number): Promise<readonly string[]> {
  await page.setViewportSize({ width, height: 900 });
  return z.array(z.string()).parse(await page.evaluate(SPILLED));
}
