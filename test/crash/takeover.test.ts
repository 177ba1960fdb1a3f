import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { RunEvent } from '#core/index.ts';

import { eventually } from '../lab/bare-host.ts';
import { Lane, type Trial } from './lane.ts';
import { faultsOf, whole } from './survive.ts';

const folder = mkdtempSync(join(tmpdir(), 'watari-takeover-'));
const HOST = 'mail.siroe.com';
let lane: Lane;
beforeEach(async () => {
  lane = await Lane.open(join(folder, 'a'));
});
afterEach(async () => {
  await lane[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const long = () => lane.trial('long', {});
const letItEnd = ({ mark }: Trial) => writeFileSync(lane.onHost(`opt/crash/${mark}.go`), '');

async function events(trial: Trial): Promise<readonly RunEvent[]> {
  const view = await trial.view();
  return view === null ? [] : (await trial.engine.log(view.run)).map(({ event }) => event);
}
/** The job runs, and its bot knows the host. */
const underWay = (trial: Trial) =>
  eventually('the job', async () => {
    const types = (await events(trial)).map(({ type }) => type);
    return trial.ran('slow') === 1 && types.includes('HostMet');
  });

describe('a bot killed in the middle of a long job', () => {
  test('leaves it running; the next bot finds it and waits for its end', async () => {
    await using trial = long();
    const first = await trial.bot();
    await underWay(trial);
    await first.bot.kill();
    await trial.bury(first.holder);
    const second = await trial.bot();
    await eventually(
      'taken over',
      async () => (await trial.view())?.holder?.startsWith(second.holder) === true,
    );
    expect((await events(trial)).map(({ type }) => type)).not.toContain('OperationEnded');
    letItEnd(trial);
    expect(await whole(trial, () => second.bot.hasEnded)).toBeNull();
    await second.bot.kill();
    expect(await faultsOf(trial, ['slow'])).toEqual([]);
  });

  test('misses its end; the next bot finds how it ended', async () => {
    await using trial = long();
    const first = await trial.bot();
    await underWay(trial);
    await first.bot.kill();
    letItEnd(trial);
    const [job = ''] = await trial.spooled();
    const place = lane.onHost(`var/tmp/watari-root/${job}`);
    await eventually('its end', () => readdirSync(place).some((name) => name.startsWith('exit')));
    await trial.bury(first.holder);
    const second = await trial.bot();
    expect(await whole(trial, () => second.bot.hasEnded)).toBeNull();
    await second.bot.kill();
    expect(await faultsOf(trial, ['slow'])).toEqual([]);
  });

  test('and its host by a power cut: the outcome is lost, and is not run again but probed', async () => {
    await using trial = long();
    const first = await trial.bot();
    await underWay(trial);
    await first.bot.kill();
    await lane.lab.tell(`power-cut ${HOST}`);
    await lane.lab.tell(`boot ${HOST}`);
    await trial.bury(first.holder);
    const second = await trial.bot();
    await eventually('the end', async () => (await trial.view())?.state.status === 'completed');
    const lost = (await events(trial)).filter(
      ({ type }) => type === 'StepOutcomeLost' || type === 'StepSettled',
    );
    expect(lost).toMatchObject([
      { type: 'StepOutcomeLost', reason: 'host-restarted' },
      { type: 'StepSettled', verdict: 'done', by: 'probe' },
    ]);
    expect(trial.ran('slow')).toBe(1);
    await second.bot.kill();
  });
});

describe('two bots at once', () => {
  test('one is killed: the other takes over once the lease is out, and runs nothing again', async () => {
    await using trial = long();
    const other = await trial.bot({ people: false });
    const first = await trial.bot();
    await underWay(trial);
    // Whichever of the two had it, the journal knows one claim and the host one run.
    const holder = (await trial.view())?.holder ?? '';
    const [killed, left] = holder.startsWith(first.holder) ? [first, other] : [other, first];
    await killed.bot.kill();
    letItEnd(trial);
    expect(await whole(trial, () => left.bot.hasEnded)).toBeNull();
    await left.bot.kill();
    expect(await faultsOf(trial, ['slow'])).toEqual([]);
  });
});
