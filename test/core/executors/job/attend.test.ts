import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import type { HostConnection } from '#core/connections/connections.ts';
import { Attendant } from '#core/executors/job/attend.ts';
import { signalText } from '#core/executors/job/errands.ts';
import type { Found } from '#core/executors/job/look.ts';
import type { Met } from '#core/executors/job/spool.ts';

const terms = { name: 'c.do.1', timeoutMs: 60_000, cancel: 'term-only' } as const;
const alive = (group: number | null, seconds = 1): Found => ({
  state: { kind: 'alive', wrapper: group, group, seconds, members: group === null ? [] : [group] },
  out: 0,
  err: 0,
  asked: 0,
  unseen: false,
});

/** A host that is asked for a signal, and says this. */
function met(said: string, asked: string[] = []): Met {
  const exec = async (command: string) => {
    if (command.includes('kill')) asked.push(command);
    const stdout = Buffer.from(command.includes('kill') ? said : 'watari size 0\n');
    return { stdout, stderr: new Uint8Array(), end: { kind: 'exit', status: 0 } } as const;
  };
  const connection: HostConnection = {
    host: 'mail',
    isOpen: true,
    exec,
    reach: async () => 'unknown',
    close: () => undefined,
  };
  return { connection, root: '/var/tmp/w', shell: '/bin/sh', spools: ['s1'], boot: 'boot-1' };
}

const cancelled = (): Attendant => new Attendant(terms, AbortSignal.abort(), () => undefined);

test('a job that was signalled was told to end', async () => {
  const attendant = cancelled();
  await attendant.attend(met(''), alive(500));
  expect(attendant.why).toBe('cancelled');
});

test('a job that was over before the signal reached it was not told to end', async () => {
  const attendant = cancelled();
  await attendant.attend(met('watari c.do.1 over\n'), alive(500));
  expect(attendant.why).toBeNull();
});

test('a job whose group is not known yet is told once it is', async () => {
  const attendant = cancelled();
  const asked: string[] = [];
  await attendant.attend(met('', asked), alive(null));
  expect([attendant.why, asked.length]).toEqual([null, 0]);
  await attendant.attend(met('', asked), alive(500));
  expect([attendant.why, asked.length]).toEqual(['cancelled', 1]);
});

const followed = () => new Attendant(terms, new AbortController().signal, () => undefined);

test('a job that had its time before this process came is told to end', async () => {
  const attendant = followed();
  await attendant.attend(met(''), alive(500, 61));
  expect(attendant.why).toBe('timed-out');
});

test('a job is not told to end because the clock of its host is set right', async () => {
  const attendant = followed();
  await attendant.attend(met(''), alive(500, 1));
  await attendant.attend(met(''), alive(500, 86_400));
  expect(attendant.why).toBeNull();
});

test('the host itself says that a job was over, and notes nothing beside it', () => {
  const root = mkdtempSync(join(tmpdir(), 'watari-signal-'));
  try {
    const job = join(root, 'c.do.1');
    mkdirSync(job);
    writeFileSync(join(job, 'exit=0'), '');
    const command = signalText('/bin/sh', root, 'c.do.1', 'cancelled', 15, [-999_999]);
    expect(spawnSync('/bin/sh', ['-c', command], { encoding: 'utf8' }).stdout).toBe('watari c.do.1 over\n');
    expect(existsSync(join(job, 'why'))).toBe(false);
  } finally {
    rmSync(root, { recursive: true });
  }
});
