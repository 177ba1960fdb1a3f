import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openConnections, scanHostKeys } from '#core/connections/index.ts';
import { openHost } from '#core/connections/ssh-connection.ts';
import type { InventoryHost } from '#core/plan/plan.ts';

import { type Sshd, startSshd } from './sshd.ts';

let sshd: Sshd;
beforeAll(async () => {
  sshd = await startSshd();
});
afterAll(() => sshd.stop());

const identity = (): string => {
  const own = sshd.host.identity;
  return own !== 'agent' && own.from === 'file' ? own.path : '';
};
const open = (own: Partial<InventoryHost> = {}, key = identity()) =>
  openHost('mail', { ...sshd.host, ...own }, key);
const pool = () =>
  openConnections({ lab: null, hosts: { mail: sshd.host }, directories: {}, secrets: {} }, identity);

describe('a host key', () => {
  test('that is unknown is refused', async () => {
    await expect(open({ fingerprints: [] })).rejects.toMatchObject({ code: 'host-key-refused' });
  });
  test('that is another one is refused, with both named', async () => {
    const other = 'SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA ssh-ed25519';
    await expect(open({ fingerprints: [other] })).rejects.toMatchObject({
      code: 'host-key-refused',
      message: expect.stringMatching(/its host key is SHA256:.* ssh-ed25519, known: SHA256:A+ ssh-ed25519/u),
    });
  });
  test('pinned without its type is found among the types', async () => {
    const [bare = ''] = sshd.host.fingerprints.map((one) => one.split(' ')[0] ?? '');
    const connection = await open({ fingerprints: ['SHA256:something-else', bare] });
    expect((await connection.exec('exit 3')).end).toEqual({ kind: 'exit', status: 3 });
    connection.close();
  });
  test('is shown to whoever wants to trust it', async () => {
    const keys = await scanHostKeys(sshd.host.address);
    expect(keys).toHaveLength(1);
  });
});

describe('a connection', () => {
  test('refused for its login is a Fault', async () => {
    await expect(open({}, 'not a key')).rejects.toMatchObject({ code: 'connection-failed' });
    await expect(open({ user: 'nobody-of-that-name' })).rejects.toMatchObject({ code: 'connection-failed' });
  });
  test('says how a command ended, or that nobody knows', async () => {
    const connection = await open();
    const dying = connection.exec('echo before; sleep 30');
    expect((await connection.exec('kill -9 $$')).end).toEqual({ kind: 'signal', signal: 'SIGKILL' });
    expect((await connection.exec('sleep 30', { timeoutMs: 50 })).end).toEqual({ kind: 'none' });
    sshd.cut();
    expect((await dying).end).toEqual({ kind: 'none' });
    await expect(connection.exec('true')).rejects.toMatchObject({ code: 'connection-failed' });
    expect(connection.isOpen).toBe(false);
  });
  test('runs more commands at once than the server has sessions', async () => {
    const connection = await open();
    const results = await Promise.all(
      Array.from({ length: 30 }, (_, index) => connection.exec(`echo ${index}`)),
    );
    expect(results.map(({ stdout }) => Number(Buffer.from(stdout)))).toEqual([...results.keys()]);
    connection.close();
  });
  test('keeps to the bytes that were asked for', async () => {
    const connection = await open();
    const result = await connection.exec('cat; yes', {
      stdin: Buffer.of(0, 255, 10),
      maxBytes: 5,
      timeoutMs: 300,
    });
    expect([...result.stdout]).toEqual([0, 255, 10, 121, 10]);
    connection.close();
  });
  test('is opened past a door that lets few in at a time', async () => {
    const strict = await startSshd(['MaxStartups 3:50:6']);
    const own = strict.host.identity;
    const key = own !== 'agent' && own.from === 'file' ? own.path : '';
    const all = await Promise.all(Array.from({ length: 12 }, () => openHost('mail', strict.host, key)));
    for (const connection of all) connection.close();
    expect(all).toHaveLength(12);
    await strict.stop();
  });
});

describe('the pool', () => {
  test('shares one connection a host, and opens another once it has dropped', async () => {
    await using connections = pool();
    const [first, second] = await Promise.all([connections.host('mail'), connections.host('mail')]);
    expect(first).toBe(second);
    const running = first.exec('sleep 30');
    sshd.cut();
    await Promise.allSettled([running]);
    const third = await connections.host('mail');
    expect(third).not.toBe(first);
    expect((await third.exec('true')).end).toEqual({ kind: 'exit', status: 0 });
  });
  test('opens nothing once it is closed', async () => {
    const connections = pool();
    await connections[Symbol.asyncDispose]();
    await expect(connections.host('mail')).rejects.toMatchObject({ code: 'connection-failed' });
  });
});
