import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openDirectory, type DirectoryOptions } from '#core/connections/ldap-connection.ts';
import { DIRECTORY_ENTRIES, directoryContract, MANAGER } from '#test/contracts/directory.ts';
import { startSlapd, type Slapd } from '#test/servers/slapd.ts';

async function start(): Promise<Slapd> {
  const dir = await mkdtemp(join(tmpdir(), 'watari-slapd-'));
  const server = await startSlapd({
    dir,
    ldif: DIRECTORY_ENTRIES,
    suffix: 'o=internet',
    managerPassword: MANAGER.password,
  });
  return {
    ...server,
    stop: async () => {
      await server.stop();
      await rm(dir, { recursive: true });
    },
  };
}

describe('our client, OpenLDAP', () => {
  directoryContract(openDirectory, async () => ({ host: '127.0.0.1', ...(await start()) }), {
    unknownClass: 21,
    unknownAttribute: 17,
    manyOfSingle: 19,
    anonymousWrite: 8,
    ordersNames: false,
  });
});

describe('the way to the directory', () => {
  let server: Slapd;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.stop());
  const read = async (options: Pick<DirectoryOptions, 'tls' | 'ca'>): Promise<number> => {
    const port = options.tls === 'ldaps' ? server.tlsPort : server.port;
    const directory = await openDirectory({
      address: { host: '127.0.0.1', port },
      bindDn: server.bindDn,
      password: MANAGER.password,
      ...options,
    });
    const { entries } = await directory.search('o=internet', 'sub', '(objectClass=*)', ['1.1'], 10);
    directory.close();
    return entries.length;
  };

  test.each(['starttls', 'ldaps'] as const)(
    '%s carries everything once its certificate is trusted',
    async (tls) => {
      expect(await read({ tls, ca: server.ca })).toBe(29);
    },
  );

  test.each(['starttls', 'ldaps'] as const)(
    '%s with a certificate that nobody trusts is a Fault',
    async (tls) => {
      await expect(read({ tls, ca: null })).rejects.toMatchObject({
        name: 'Fault',
        code: 'connection-failed',
      });
    },
  );

  test('a file of certificates that is not there is a Fault', async () => {
    await expect(read({ tls: 'ldaps', ca: '/nowhere.pem' })).rejects.toMatchObject({
      code: 'connection-failed',
    });
  });
});
