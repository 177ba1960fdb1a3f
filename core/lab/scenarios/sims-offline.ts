import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { compareConfiguration } from '../compare-configuration.ts';
import { compareBackup, compareDirectory } from '../compare-directory.ts';
import { compareIplanet, compareStopped } from '../compare-services.ts';
import { compareStores } from '../compare.ts';
import type { Difference } from '../difference.ts';
import { DOMAIN_DN } from '../seed/domains.ts';
import { seedData } from '../seed/index.ts';
import {
  COUNT_TOOL,
  installDirectoryTools,
  installIplanetMedia,
  installSims,
  IPLANET_SETUP,
  LAB_PATHS,
  seedSimsStore,
} from '../stand-ins/install.ts';
import {
  DIRECTORY_MANAGER,
  type EndedLab,
  type LabScenario,
  MAIL_SERVER_USER,
  type Making,
  type Scenario,
} from './scenario.ts';

const HOST = 'mail.siroe.com';

/** One host with SIMS, its directory and the room for iPlanet. */
function make({ seed, size }: Making): Scenario {
  const data = seedData(seed, { size, incoming: 20 });
  return {
    hosts: [
      {
        name: HOST,
        aliases: ['mail'],
        accounts: [MAIL_SERVER_USER],
        path: [...LAB_PATHS.iplanet, ...LAB_PATHS.sims, ...LAB_PATHS.directory],
        reaches: { 389: `${HOST}:389` },
        install(root, managerPassword) {
          installSims(root);
          installIplanetMedia(root);
          installDirectoryTools(root, {
            port: 389,
            rootDn: DIRECTORY_MANAGER,
            rootPassword: managerPassword,
            suffix: 'o=internet',
          });
          seedSimsStore(root, data);
        },
      },
    ],
    directories: { [`${HOST}:389`]: { ldif: data.directoryLdif } },
    operations: {
      'messaging-server.install': { run: `${IPLANET_SETUP} -d {{serverRoot}}`, timeoutMinutes: 10 },
    },
    values: {
      mailHost: HOST,
      directoryHost: HOST,
      directoryPort: 389,
      bindDn: DIRECTORY_MANAGER,
      countTool: COUNT_TOOL,
      mailboxes: data.users.map(({ mailbox }) => mailbox),
    },
  };
}

/** Stores, entries, configuration, the export that would be the way back, and what runs. */
function compare({ dir, seed, size, chosen }: EndedLab): Difference[] {
  const data = seedData(seed, { size, incoming: 20 });
  const root = join(dir, 'hosts', HOST, 'root');
  const expected = new Map([
    ['local.ugldapbasedn', 'o=internet'],
    ['local.ugldapbinddn', DIRECTORY_MANAGER],
    ['local.ugldapbindcred', readFileSync(join(dir, 'keys/directory-manager'), 'utf8')],
    ['local.ugldapdeforgdn', DOMAIN_DN],
    ['local.ugldaphost', HOST],
    ['local.ugldapport', '389'],
    ['local.store.synclevel', '-1'],
    ...(chosen['loginSeparator'] === '+' ? [['service.loginseparator', '+'] as const] : []),
  ]);
  return [
    ...compareStores(root),
    ...compareDirectory(readFileSync(join(dir, `export/${HOST}-389.ldif`), 'utf8'), data),
    ...compareConfiguration(root, expected),
    ...compareBackup(root, data),
    ...compareIplanet(root, {
      addresses: [...data.users, ...data.groups].map(({ mail }) => mail),
      syncLevel: '-1',
    }),
    ...compareStopped(root),
  ];
}

export const simsOffline: LabScenario = { make, compare };
