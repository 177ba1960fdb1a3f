import { expect, test } from 'vitest';

import type { HostConnection } from '#core/connections/connections.ts';
import { Launches } from '#core/executors/job/launches.ts';

import { type Answer, dropped, printed } from '../answering-host.ts';

const NAME = 'c1.do.1';
const GONE = printed(`watari ${NAME} gone\n`);

/** A host that answers what it is told in turn, and how often it was asked. */
function host(...answers: readonly Answer[]) {
  const left = [...answers];
  let asked = 0;
  const connection: HostConnection = {
    host: 'mail',
    isOpen: true,
    exec: async (command, options = {}) => {
      asked += 1;
      return (left.shift() ?? dropped)(command, options);
    },
    reach: async () => 'unknown',
    close: () => undefined,
  };
  const met = {
    connection,
    root: '/var/tmp/w',
    shell: '/bin/sh',
    spools: ['spool-1'],
    boot: 'b1',
    journaled: { spool: 'spool-1', boot: 'b1' },
  };
  return { met, asked: () => asked };
}

test('a job is given up only once its host has answered: what it was never told may still begin', async () => {
  const { met, asked } = host(dropped, () => GONE);
  const launches = new Launches();
  await expect(launches.giveUp(met, NAME)).rejects.toMatchObject({ code: 'connection-failed' });
  expect(await launches.giveUp(met, NAME)).toBe(true);
  expect(asked()).toBe(2);
});

test('a host without room for a tombstone is asked once', async () => {
  const { met, asked } = host(() => printed(''));
  const launches = new Launches();
  expect(await launches.giveUp(met, NAME)).toBe(false);
  expect(await launches.giveUp(met, NAME)).toBe(true);
  expect(asked()).toBe(1);
});
