// The documentation as a browser gets it: how heavy a runbook's page is, how long it takes to build all of them, how a page appears.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import type { Browser } from 'playwright-core';
import { z } from 'zod';

import { loadRunbooks } from '#core/runbook/index.ts';

import { openBrowser } from '../browser/chromium.ts';
import { checkout, openSite } from '../browser/docs/built-site.ts';
import { axeFindings } from '../browser/docs/look.ts';
import { type Comparison, type Subject, compared } from './comparison.ts';

/** What a build keeps for the next one. */
const KEPT = ['.built', '.gen', '.docusaurus', 'node_modules/.cache'];
const AT_MOST = { ratio: 1, is: 'at most' } as const;

/** There is no peer: the goal that we set ourselves stands in its place. */
const beside = (
  subject: Omit<Subject, 'goal'>,
  ours: readonly number[],
  goal: { readonly name: string; readonly is: number },
): Comparison => compared({ ...subject, goal: AT_MOST }, ours, { name: goal.name, samples: [goal.is] });

export async function measureDocs(rounds: number): Promise<readonly Comparison[]> {
  const given = process.env['WATARI_DOCS'] !== undefined;
  if (!given)
    for (const name of KEPT) rmSync(join(checkout, 'docs-site', name), { recursive: true, force: true });
  const site = await openSite();
  const browser = await openBrowser();
  try {
    const looks: Look[] = [];
    for (const address of addressesIn(site.url))
      for (let round = 0; round < rounds; round += 1)
        // oxlint-disable-next-line no-await-in-loop -- one page at a time, in a browser that has seen nothing yet
        looks.push(await lookAt(browser, address, round === 0));
    return [...buildOf(site.tookMs), ...pagesOf(looks)];
  } finally {
    await browser.close();
    await site.close();
  }
}

const addressesIn = (url: string): readonly string[] =>
  loadRunbooks('runbooks').runbooks.flatMap(({ id }) => [
    `${url}runbooks/${id}/`,
    `${url}ja/runbooks/${id}/`,
  ]);

const buildOf = (tookMs: number | null): readonly Comparison[] =>
  tookMs === null
    ? []
    : [
        beside(
          {
            benchmark: 'docs-build',
            measures: 'building the documentation, both languages, nothing kept from an earlier one',
            unit: 'ms',
          },
          [tookMs],
          { name: 'goal: 60 s', is: 60_000 },
        ),
      ];

function pagesOf(looks: readonly Look[]): readonly Comparison[] {
  const first = looks.flatMap(({ violations, ...one }) =>
    violations === null ? [] : [{ ...one, violations }],
  );
  return [
    beside(
      {
        benchmark: 'docs-weight',
        measures:
          "all that the first load of a runbook's page fetches, each file by gzip -9, without the search index",
        unit: 'kB',
      },
      first.map(({ bytes }) => bytes / 1000),
      { name: 'goal: 300 kB', is: 300 },
    ),
    beside(
      { benchmark: 'docs-largest-paint', measures: 'largest contentful paint of that page', unit: 'ms' },
      looks.map(({ largestPaintMs }) => largestPaintMs),
      { name: 'web vitals: 2.5 s', is: 2500 },
    ),
    beside(
      { benchmark: 'docs-shift', measures: 'cumulative layout shift of that page', unit: 'shift' },
      looks.map(({ shift }) => shift),
      { name: 'web vitals: 0.1', is: 0.1 },
    ),
    compared(
      {
        benchmark: 'docs-axe',
        measures: 'what axe-core finds on that page, of any impact',
        unit: 'findings',
        goal: null,
      },
      first.map(({ violations }) => violations),
      { missing: 'the goal is none' },
    ),
  ];
}

type Look = {
  readonly bytes: number;
  readonly largestPaintMs: number;
  readonly shift: number;
  /** Counted once for each page. */
  readonly violations: number | null;
};

// Before anything of the page: what the browser says of it is kept.
const WATCH = `
globalThis.measured = { largestPaintMs: 0, shift: 0 };
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) measured.largestPaintMs = entry.startTime;
}).observe({ type: 'largest-contentful-paint', buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) measured.shift += entry.value;
}).observe({ type: 'layout-shift', buffered: true });
`;
const measured = z.object({ largestPaintMs: z.number(), shift: z.number() });

async function lookAt(browser: Browser, address: string, counts: boolean): Promise<Look> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(WATCH);
    const files: Promise<number>[] = [];
    page.on('response', (response) => {
      if (!/\/search-index/u.test(response.url()))
        files.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
    });
    await page.goto(address, { waitUntil: 'networkidle' });
    const sizes = await Promise.all(files);
    const seen = measured.parse(await page.evaluate('measured'));
    const violations = counts ? (await axeFindings(page)).length : null;
    return { ...seen, bytes: sizes.reduce((sum, size) => sum + size, 0), violations };
  } finally {
    await context.close();
  }
}
