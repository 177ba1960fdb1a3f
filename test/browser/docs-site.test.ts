import { afterAll, beforeAll } from 'vitest';

import { loadRunbooks } from '#core/runbook/index.ts';

import { describeEveryPage } from './docs/every-page.ts';
import { describePaper } from './docs/paper.ts';
import { describeReaders } from './docs/readers.ts';
import { describeRunbookPage } from './docs/runbook-pages.ts';
import { describeSearchIndex } from './docs/search-index.ts';
import { type World, openWorld } from './docs/world.ts';

// One file, since all of it shares one build, one browser, and the list of what pages asked for.
let opened: World;
const world = (): World => opened;

// The build takes its time on a machine that does other things as well.
beforeAll(async () => {
  opened = await openWorld();
}, 300_000);
afterAll(() => opened.close());

const { runbooks } = loadRunbooks('runbooks');
for (const runbook of runbooks) describeRunbookPage(world, runbook);
describeSearchIndex(world, runbooks);
describeReaders(world);
describePaper(world);
describeEveryPage(world);
