import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe } from 'vitest';

import { startDirectory } from '#core/lab/wire/directory-server.ts';
import {
  ldapExecutorContract,
  SECRET,
  SIMS_ENTRIES,
  type SimsDirectory,
} from '#test/contracts/ldap-executor.ts';
import { ldapMemoryContract } from '#test/contracts/ldap-memory.ts';
import { simsOn389ds } from '#test/servers/sims-389-ds.ts';

async function simulated(): Promise<SimsDirectory> {
  const directory = await startDirectory({
    loopback: true,
    ldif: SIMS_ENTRIES,
    changeLog: null,
    managerPassword: SECRET,
  });
  const address = { host: '127.0.0.1', port: directory.port ?? 0 };
  return { address, stop: () => directory.close() };
}

async function on389ds(): Promise<SimsDirectory> {
  const dir = await mkdtemp(join(tmpdir(), 'watari-389-'));
  const socket = join(dir, 'ldap.sock');
  const server = await simsOn389ds({ dir, socket, ldif: SIMS_ENTRIES, managerPassword: SECRET });
  const stop = async (): Promise<void> => {
    await server.close();
    await rm(dir, { recursive: true });
  };
  return { address: { path: socket }, stop };
}

describe('the ldap verb, on the simulated directory', () => {
  ldapExecutorContract(simulated);
});
describe('the ldap verb, on 389 Directory Server', () => {
  ldapExecutorContract(on389ds);
});
describe('what the ldap verb remembers, on the simulated directory', () => {
  ldapMemoryContract(simulated);
});
describe('what the ldap verb remembers, on 389 Directory Server', () => {
  ldapMemoryContract(on389ds);
});
