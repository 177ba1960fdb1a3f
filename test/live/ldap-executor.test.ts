import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe } from 'vitest';

import { startDirectory } from '#core/lab/wire/directory-server.ts';
import { ldapExecutorContract, SECRET, SIMS_ENTRIES } from '#test/contracts/ldap-executor.ts';
import { simsOn389ds } from '#test/servers/sims-389-ds.ts';

describe('the ldap verb, on the simulated directory', () => {
  ldapExecutorContract(async () => {
    const directory = await startDirectory({
      loopback: true,
      ldif: SIMS_ENTRIES,
      changeLog: null,
      managerPassword: SECRET,
    });
    const address = { host: '127.0.0.1', port: directory.port ?? 0 };
    return { address, stop: () => directory.close() };
  });
});

describe('the ldap verb, on 389 Directory Server', () => {
  ldapExecutorContract(async () => {
    const dir = await mkdtemp(join(tmpdir(), 'watari-389-'));
    const socket = join(dir, 'ldap.sock');
    const server = await simsOn389ds({ dir, socket, ldif: SIMS_ENTRIES, managerPassword: SECRET });
    const stop = async (): Promise<void> => {
      await server.close();
      await rm(dir, { recursive: true });
    };
    return { address: { path: socket }, stop };
  });
});
