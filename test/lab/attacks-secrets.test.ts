import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { Lane, type Trial } from '../crash/lane.ts';
import { recordSlack } from '../crash/recorder.ts';
import { tracesBelow, tracesOf } from '../crash/traces.ts';
import { eventually } from './bare-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'watari-secrets-'));
let lane: Lane;
beforeAll(async () => {
  lane = await Lane.open(join(folder, 'a'));
  lane.install('leak', readFileSync(join(import.meta.dirname, '../crash/leak.mjs'), 'utf8'));
  const seen = lane.onHost('opt/crash/seen.d');
  mkdirSync(seen);
  chmodSync(seen, 0o1777);
});
afterAll(async () => {
  await lane[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const SECRETS = {
  'letters and digits': 'Tr0ub4dor7Correct9Horse2Battery5Staple',
  'everything that a shell, a form or a directory would read': String.raw`q'W"$(id) \e%41&+/=<r>;T日本語-y*z`,
};

async function failures(trial: Trial): Promise<number> {
  const view = await trial.view();
  if (view === null) return 0;
  const events = await trial.engine.log(view.run);
  return events.filter(({ event }) => event.type === 'StepFailed').length;
}

describe.each(Object.entries(SECRETS))('a secret of %s', (_, secret) => {
  test('is used as it is, and turns up nowhere', async () => {
    const file = join(folder, 'secret');
    writeFileSync(file, secret, { mode: 0o600 });
    await using trial = lane.trial('leaking', { bindPassword: `file:${file}` });
    await using slack = await recordSlack(lane.slack.apiUrl);
    const { bot } = await trial.bot({ slack: slack.apiUrl });
    // The first step fails once and is retried; the second fails four times, and people give up.
    await eventually('people gave up', async () => (await failures(trial)) === 5);
    await eventually('the cards say so', async () => {
      const view = await trial.view();
      return view !== null && view.holder !== null && (await trial.undrawn(view)) === null;
    });
    await eventually('jobs are tidied up', async () => (await trial.spooled()).length === 0);
    const { log } = bot;
    await bot.kill();

    const noted = lane.onHost('opt/crash/seen.d');
    const seen = (name: string): string =>
      readdirSync(noted)
        .filter((note) => note.startsWith(`${trial.mark}.${name}.`))
        .map((note) => readFileSync(join(noted, note), 'utf8'))
        .join('');
    const arrived = seen('secret').trim().split('\n');
    expect(new Set(arrived)).toEqual(new Set([Buffer.from(secret).toString('base64')]));
    expect(arrived.length).toBeGreaterThanOrEqual(8);
    expect(seen('environment')).toBe('');

    const view = await trial.view();
    const told = view === null ? '' : JSON.stringify([view, await trial.engine.log(view.run)]);
    expect({
      events: tracesOf(secret, told),
      evidence: (await Promise.all(evidenceOf(told).map((hash) => trial.engine.evidence(hash)))).flatMap(
        (bytes) => tracesOf(secret, Buffer.from(bytes).toString()),
      ),
      journal: tracesBelow(secret, trial.task.data, /runbooks/u),
      slack: tracesOf(secret, slack.heard()),
      log: tracesOf(secret, log),
      processes: tracesOf(secret, seen('ps')),
      host: tracesBelow(secret, lane.onHost(''), /\/(?:proc|usr|dev|lab|seen\.d)\//u),
    }).toEqual({ events: [], evidence: [], journal: [], slack: [], log: [], processes: [], host: [] });
    // What is said around it is there: nothing was hidden by hiding everything.
    expect(slack.heard()).toContain('••••');
  });
});

const evidenceOf = (told: string): string[] => [
  ...new Set(
    [...told.matchAll(/"evidence":\[([^\]]*)\]/gu)].flatMap(
      ([, list = '']) => list.match(/[0-9a-f]{64}/gu) ?? [],
    ),
  ),
];
