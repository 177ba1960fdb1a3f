import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { openHost } from '#core/connections/ssh-connection.ts';
import { keepSshKey } from '#core/lab/wire/ssh-keys.ts';

import { type BareHost, bareHost } from './bare-host.ts';

let bare: BareHost;
beforeAll(async () => {
  bare = await bareHost();
  await bare.host.boot();
});
afterAll(() => bare[Symbol.asyncDispose]());

test('how a quick command ended is heard by a client that was busy when it ended', async () => {
  const { fingerprint } = await keepSshKey(join(bare.dir, 'keys'), 'host');
  const host = {
    address: { socket: bare.host.socket },
    user: 'root',
    identity: 'agent',
    fingerprints: [fingerprint],
    spool: '/var/tmp/watari-root',
    path: [],
    encoding: 'utf-8',
    legacyAlgorithms: false,
    become: 'su',
  } as const;
  const connection = await openHost(host.user, host, readFileSync(join(bare.dir, 'keys/lab'), 'utf8'));
  const ends: unknown[] = [];
  for (let round = 0; round < 10; round += 1) {
    const result = connection.exec('exit 7');
    // The session's confirmation and the exit status both wait on the wire while we compute.
    for (let spell = 0; spell < 8; spell += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one turn of the event loop after the other
      await turn();
      const until = performance.now() + 8;
      while (performance.now() < until);
    }
    // oxlint-disable-next-line no-await-in-loop -- as above
    ends.push((await result).end);
  }
  connection.close();
  expect(ends).toEqual(ends.map(() => ({ kind: 'exit', status: 7 })));
});
