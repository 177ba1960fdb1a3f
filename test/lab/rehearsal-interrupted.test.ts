import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { compareLab } from '#core/lab/compare-lab.ts';
import { CommandLine } from '#test/live/command-line.ts';

import { eventually } from './bare-host.ts';
import { processesOf } from './processes.ts';
import { LeftLab, SIMS_OFFLINE } from './rehearsed.ts';

const MAIN = new URL('../../bot/terminal/main.ts', import.meta.url).pathname;

let line: CommandLine;
let lab: LeftLab;
beforeEach(() => {
  line = new CommandLine();
  lab = new LeftLab(join(line.data, 'lab/rehearsal-0001'));
});
afterEach(() => line.remove());

/** A rehearsal that stands in the midst of an irreversible command. */
async function inTheMidst(): Promise<{ readonly child: ChildProcess; readonly said: () => string }> {
  const words = ['rehearse', SIMS_OFFLINE, '--yes', '--lang', 'en', '--faults', 'slow-once:imsdirmig@9a'];
  const child = spawn(process.execPath, [MAIN, ...words], {
    env: { ...process.env, WATARI_DATA: line.data },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await vi.waitFor(() => expect(lab.runs('imsdirmig')).toHaveLength(1), { timeout: 120_000, interval: 20 });
  return { child, said: () => said };
}

test('after Ctrl-C the lab ends, and the run goes on where it was', { timeout: 240_000 }, async () => {
  const { child, said } = await inTheMidst();
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(said()).toContain(
    'The run stays open. To go on: npm run -s watari -- rehearse --run sims-0001 --yes.',
  );
  expect(processesOf(line.data)).toEqual([]);

  const again = await line.run('rehearse', '--run', 'sims-0001', '--yes', '--json', '--lang', 'en');
  expect([again.exit, JSON.parse(again.out)]).toMatchObject([
    0,
    { run: 'sims-0001', status: 'completed', lab: lab.dir },
  ]);
  expect(compareLab(lab.dir, { loginSeparator: '+' })).toEqual([]);
  expect(lab.runs('im.server')).toEqual(['stop']);
});

test('after Ctrl-C the run can be ended', { timeout: 120_000 }, async () => {
  const { child, said } = await inTheMidst();
  child.kill('SIGINT');
  await once(child, 'exit');
  const command = 'rehearse --run sims-0001 --yes --abort';
  expect(said()).toContain(`To end it: npm run -s watari -- ${command}.`);
  const ended = await line.run(...command.split(' '));
  expect([ended.exit, ended.err]).toEqual([0, expect.any(String)]);
  expect(processesOf(line.data)).toEqual([]);
  const { out } = await line.run('status', '--run', 'sims-0001', '--json');
  expect(JSON.parse(out)).toMatchObject({ status: 'aborted' });
});

test('killed, it leaves no process behind', { timeout: 120_000 }, async () => {
  const { child } = await inTheMidst();
  child.kill('SIGKILL');
  await once(child, 'exit');
  await eventually('nobody left', () => processesOf(line.data).length === 0);
  expect(processesOf(line.data)).toEqual([]);
});
