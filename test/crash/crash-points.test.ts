import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { CrashPoint } from './dying.ts';
import { Lane } from './lane.ts';
import { faultsOf, survive, whole } from './survive.ts';

/** What leaves a line on the host whenever it runs. */
const COMMANDS = ['first', 'ldif', 'source', 'sink'];

/**
 * Calls that change nothing anywhere, by the hundred. To die before or after one is to die between the same two calls that
 * do change something, so one in the middle is enough.
 */
const PURE_READS = [
  'journal.since',
  'journal.read',
  'journal.runs',
  'documents.get',
  'progress.of',
  'leases.holder',
  'cards.get',
];
const PORTS = [
  'journal.append',
  'journal.nextRunId',
  'documents.put',
  'leases.present',
  'leases.take',
  'leases.release',
  'cards.set',
  'progress.report',
  'progress.clear',
  'connections.host',
  'host.exec',
  'connections.directory',
  'directory.search',
  'directory.add',
  'directory.close',
  'slack.postMessage',
  'slack.update',
  'slack.history',
  'slack.replies',
];

const folder = mkdtempSync(join(tmpdir(), 'watari-crash-'));
const lanes: Lane[] = [];
let counts: Readonly<Record<string, number>> = {};
const tried = { points: 0, deaths: 0 };

beforeAll(async () => {
  lanes.push(await Lane.open(join(folder, 'a')), await Lane.open(join(folder, 'b')));
  const [lane] = lanes;
  assert.ok(lane !== undefined);
  await using trial = lane.trial();
  const { bot } = await trial.bot();
  const missing = await whole(trial, () => bot.hasEnded);
  assert.equal(missing, null, `${missing}: ${bot.log}`);
  counts = await bot.counts();
  await bot.kill();
  assert.deepEqual(await faultsOf(trial, COMMANDS), []);
});

afterAll(async () => {
  await Promise.all(lanes.map((lane) => lane[Symbol.asyncDispose]()));
  rmSync(folder, { recursive: true, force: true });
});

/**
 * `npm run test:crash` dies before and after every call that changes something; `npm test` at a sample of them: at every
 * eighth append, the only lock and the only memory, and of each other port that changes something before the first call and
 * after the last.
 */
const TRY_EVERY = process.env['WATARI_CRASH_POINTS'] === 'every';
const APPENDS = 8;

function pointsOf(port: string): readonly CrashPoint[] {
  const count = counts[port] ?? 0;
  const every = Array.from({ length: count }, (_, index) => index + 1).flatMap(
    (nth): readonly CrashPoint[] => [
      { port, nth, when: 'before' },
      { port, nth, when: 'after' },
    ],
  );
  if (TRY_EVERY) return every;
  if (port === 'journal.append') return every.filter(({ nth }) => nth % APPENDS === 1);
  return [every.at(0), every.at(-1)].filter((point) => point !== undefined);
}

/** Both lanes take points until none is left; a sentence for each that went wrong. */
async function surviveAll(points: readonly CrashPoint[]): Promise<{ deaths: number; wrong: string[] }> {
  const left = [...points];
  const wrong: string[] = [];
  let deaths = 0;
  await Promise.all(
    lanes.map(async (lane) => {
      for (let point = left.shift(); point !== undefined; point = left.shift()) {
        // oxlint-disable-next-line no-await-in-loop -- one lab, one run at a time
        await using trial = lane.trial();
        // oxlint-disable-next-line no-await-in-loop
        const survival = await survive(trial, point, COMMANDS);
        if (survival.died) deaths += 1;
        const { port, nth, when } = point;
        wrong.push(...survival.wrong.map((saw) => `${when} ${port} ${nth}: ${saw}`));
      }
    }),
  );
  return { deaths, wrong };
}

async function expectSurvival(points: readonly CrashPoint[], deathsAtLeast: number): Promise<void> {
  const { deaths, wrong } = await surviveAll(points);
  expect(wrong).toEqual([]);
  expect(deaths).toBeGreaterThanOrEqual(deathsAtLeast);
  tried.points += points.length;
  tried.deaths += deaths;
}

describe('a bot killed before or after a call, and another that takes over', () => {
  test.each(PORTS)(
    '%s: the run ends as if nobody had died, every command once, every card drawn once',
    (port) => expectSurvival(pointsOf(port), 1),
    600_000,
  );

  test.runIf(TRY_EVERY)(
    'a call that only reads is no other',
    () => {
      const points = PURE_READS.map((port): CrashPoint => ({
        port,
        nth: Math.ceil((counts[port] ?? 0) / 2),
        when: 'after',
      }));
      return expectSurvival(points, points.length);
    },
    600_000,
  );

  // Some calls depend on time (how often a card was redrawn): where one is not reached, the run ended without it.
  test('nearly every point was reached', () => {
    expect(tried.points).toBeGreaterThan(TRY_EVERY ? 150 : 40);
    expect(tried.deaths / tried.points).toBeGreaterThan(0.85);
  });

  test('no port was called that is not tried here', () => {
    expect(Object.keys(counts).filter((port) => ![...PORTS, ...PURE_READS].includes(port))).toEqual([]);
  });
});
