import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe } from 'vitest';

import { startDirectory } from '#core/lab/wire/directory-server.ts';
import { ldapExecutorContract, SECRET, SIMS_ENTRIES } from '#test/contracts/ldap-executor.ts';
import { start389ds } from '#test/servers/389-ds.ts';

describe('the ldap verb, on the simulated directory', () => {
  ldapExecutorContract(async () => {
    const directory = await startDirectory({
      loopback: true,
      ldif: SIMS_ENTRIES,
      changeLog: null,
      managerPassword: SECRET,
    });
    return { port: directory.port ?? 0, stop: () => directory.close() };
  });
});

describe('the ldap verb, on 389 Directory Server', () => {
  ldapExecutorContract(async () => {
    const dir = await mkdtemp(join(tmpdir(), 'watari-389-'));
    const sims = new URL('../../core/lab/wire/schema/30-sims40.ldif', import.meta.url);
    const server = await start389ds({
      dir,
      ldif: SIMS_ENTRIES,
      managerPassword: SECRET,
      schema: [await readFile(sims, 'utf8')],
    });
    return {
      port: server.port,
      stop: async () => {
        await server.stop();
        await rm(dir, { recursive: true });
      },
    };
  });
});
