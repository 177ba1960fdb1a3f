import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe } from 'vitest';

import { openDirectory } from '#core/connections/ldap-connection.ts';
import { DIRECTORY_ENTRIES, directoryContract, LIKE_389_DS, MANAGER } from '#test/contracts/directory.ts';
import { start389ds } from '#test/servers/389-ds.ts';

describe('our client, 389 Directory Server', () => {
  directoryContract(
    openDirectory,
    async () => {
      const dir = await mkdtemp(join(tmpdir(), 'watari-389-'));
      const server = await start389ds({ dir, ldif: DIRECTORY_ENTRIES, managerPassword: MANAGER.password });
      return {
        host: '127.0.0.1',
        port: server.port,
        stop: async () => {
          await server.stop();
          await rm(dir, { recursive: true });
        },
      };
    },
    LIKE_389_DS,
  );
});
