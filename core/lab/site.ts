import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { stringify } from 'yaml';

import { DIRECTORY_MANAGER, type Scenario } from './scenarios/scenario.ts';
import type { SshKey } from './wire/ssh-keys.ts';

/** What the site folder of a lab says about where things are. */
export type SiteFacts = {
  readonly lab: string;
  readonly scenario: Scenario;
  readonly userKey: SshKey;
  readonly hosts: Readonly<Record<string, { readonly socket: string; readonly key: SshKey }>>;
  /** Socket by directory name. */
  readonly directories: Readonly<Record<string, string>>;
  readonly managerPasswordFile: string;
  /** Address of the lab's DNS server, if it has one. */
  readonly dns: string | null;
};

/** The name under which the inventory knows the directory manager's password. */
export const MANAGER_SECRET = 'directoryManager';

/** One asks, and the two others approve; Japanese and English among them. */
const PEOPLE = {
  aiko: {
    name: { en: 'Aiko Tanaka', ja: '田中愛子' },
    // An approver too, so that what refuses her is that she asked.
    roles: ['operator', 'approver'],
    language: 'ja',
    slack: [{ user: 'U0AIKO' }],
  },
  ben: {
    name: { en: 'Ben Carter', ja: 'ベン・カーター' },
    roles: ['operator', 'approver'],
    language: 'en',
    slack: [{ user: 'U0BEN' }],
  },
  chie: {
    name: { en: 'Chie Mori', ja: '森千恵' },
    roles: ['operator', 'approver'],
    language: 'ja',
    slack: [{ user: 'U0CHIE' }],
  },
} as const;

/**
 * Writes `inventory.yaml`, `people.yaml`, `known_hosts` and `values.json` (parameters by name; `bindPassword` names the
 * inventory's secret) into the folder. The same lab writes the same bytes.
 */
export async function writeSite(folder: string, facts: SiteFacts): Promise<void> {
  await mkdir(folder, { recursive: true });
  const known = Object.entries(facts.hosts).map(([name, { key }]) => {
    const [type = '', blob = ''] = key.publicKey.split(' ');
    return `${name} ${type} ${blob.trim()}\n`;
  });
  const hasDirectory = Object.keys(facts.directories).length > 0;
  const values = {
    ...facts.scenario.values,
    ...(hasDirectory && { bindDn: DIRECTORY_MANAGER, bindPassword: MANAGER_SECRET }),
  };
  const files = {
    'inventory.yaml': stringify(inventoryOf(facts), { lineWidth: 0 }),
    'people.yaml': stringify({ people: PEOPLE }),
    known_hosts: known.join(''),
    'values.json': `${JSON.stringify(values, null, 2)}\n`,
  };
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, name), text, { mode: 0o600 });
  }
}

function inventoryOf(facts: SiteFacts): unknown {
  const hosts = facts.scenario.hosts.map(({ name, path, encoding }) => {
    const host = facts.hosts[name];
    return [
      name,
      {
        socket: host?.socket,
        user: 'root',
        identity: `file:${facts.userKey.file}`,
        fingerprints: host ? [host.key.fingerprint] : [],
        spool: '/var/tmp/watari-root',
        path: [...path],
        become: 'su',
        ...(encoding === undefined ? {} : { encoding }),
      },
    ];
  });
  const directories = Object.entries(facts.directories).map(([name, socket]) => [
    name,
    { socket, tls: 'plain' },
  ]);
  return {
    lab: facts.lab,
    hosts: Object.fromEntries(hosts),
    directories: Object.fromEntries(directories),
    secrets: { [MANAGER_SECRET]: `file:${facts.managerPasswordFile}` },
    ...(facts.dns !== null && { dns: { servers: [facts.dns] } }),
    operations: facts.scenario.operations,
  };
}
