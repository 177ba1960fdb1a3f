import net from 'node:net';

import { expect, test } from 'vitest';

import { port } from '#core/executors/port.ts';
import type { PlannedPort } from '#core/plan/operation.ts';

import { contextWith, dropped } from './answering-host.ts';

const operation = (number: number): PlannedPort => ({
  id: 'verify.1',
  verb: 'port',
  note: null,
  command: null,
  host: 'mail',
  port: number,
  state: 'closed',
  timeoutMinutes: 0.1,
});
/** What is said of a port of a host that cannot be asked itself. */
const probe = (host: string, number: number) =>
  port.probe(operation(number), contextWith(dropped, {}, { address: { host, port: 22 } }));

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return address !== null && typeof address === 'object' ? address.port : 0;
}

test('a port whose host refuses us is closed', async () => {
  expect(await probe('127.0.0.1', await freePort())).toMatchObject({ kind: 'satisfied' });
});

test('a port is not known to be closed where the network does not lead to it', async () => {
  expect(await probe('255.255.255.255', 25)).toMatchObject({ kind: 'inconclusive' });
});
