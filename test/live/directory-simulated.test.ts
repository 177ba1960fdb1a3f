import { describe } from 'vitest';

import { openDirectory } from '#core/connections/ldap-connection.ts';
import { startDirectory } from '#core/lab/wire/directory-server.ts';
import { directoryClientContract } from '#test/contracts/directory-client.ts';
import { DIRECTORY_ENTRIES, directoryContract, LIKE_389_DS, MANAGER } from '#test/contracts/directory.ts';

describe('our client, a misbehaving directory', () => {
  directoryClientContract(openDirectory);
});

describe('our client, the simulated directory', () => {
  directoryContract(
    openDirectory,
    async () => {
      const directory = await startDirectory({
        loopback: true,
        ldif: DIRECTORY_ENTRIES,
        changeLog: null,
        managerPassword: MANAGER.password,
      });
      return { host: '127.0.0.1', port: directory.port ?? 0, stop: () => directory.close() };
    },
    LIKE_389_DS,
  );
});
