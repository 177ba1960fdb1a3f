import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { eventually } from '../lab/bare-host.ts';
import type { CrashPoint } from './dying.ts';
import { FLOWED, Lane } from './lane.ts';
import { faultsOf, survive, whole } from './survive.ts';

const COMMANDS = ['flow', 'sink'];
const folder = mkdtempSync(join(tmpdir(), 'watari-stream-'));
let lane: Lane;
beforeAll(async () => {
  lane = await Lane.open(join(folder, 'a'));
});
afterAll(async () => {
  await lane[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

describe('a bot killed in the middle of a stream', () => {
  test('leaves both commands running; the next bot carries on, and every byte arrives once', async () => {
    await using trial = lane.trial('stream', {});
    const first = await trial.bot();
    await eventually('the first pieces', async () => trial.sunk.length > 0);
    await first.bot.kill();
    trial.letGo();
    await trial.bury(first.holder);
    const second = await trial.bot();
    expect(await whole(trial, () => second.bot.hasEnded)).toBeNull();
    await second.bot.kill();
    expect(await faultsOf(trial, COMMANDS)).toEqual([]);
    expect(trial.sunk.equals(FLOWED)).toBe(true);
  });

  // Minutes: `npm run test:crash` alone.
  test.runIf(process.env['WATARI_CRASH_POINTS'] === 'every')(
    'dies before or after any word with a host, and every byte arrives once',
    async () => {
      const wrong: string[] = [];
      let deaths = 0;
      const points = pointsOf(await countExecs());
      for (const point of points) {
        // oxlint-disable-next-line no-await-in-loop -- one lab, one run at a time
        await using trial = lane.trial('stream', {});
        trial.letGo();
        // oxlint-disable-next-line no-await-in-loop
        const survival = await survive(trial, point, COMMANDS);
        if (survival.died) deaths += 1;
        const where = `${point.when} exec ${point.nth}`;
        wrong.push(...survival.wrong.map((saw) => `${where}: ${saw}`));
        if (!trial.sunk.equals(FLOWED)) wrong.push(`${where}: ${trial.sunk.length} bytes came through`);
      }
      expect(wrong).toEqual([]);
      // How often it asks depends on time: the last points may not be reached.
      expect(deaths / points.length).toBeGreaterThan(0.75);
    },
    1_200_000,
  );
});

/** How often a bot that does not die speaks with the host. */
async function countExecs(): Promise<number> {
  await using trial = lane.trial('stream', {});
  trial.letGo();
  const { bot } = await trial.bot();
  assert.equal(await whole(trial, () => bot.hasEnded), null, bot.log);
  const counts = await bot.counts();
  await bot.kill();
  return counts['host.exec'] ?? 0;
}

const pointsOf = (execs: number): readonly CrashPoint[] =>
  Array.from({ length: execs }, (_, index) => index + 1).flatMap((nth): readonly CrashPoint[] => [
    { port: 'host.exec', nth, when: 'before' },
    { port: 'host.exec', nth, when: 'after' },
  ]);
