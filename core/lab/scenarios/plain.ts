import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Scenario } from './scenario.ts';

/** The scenario of a runbook that has none of its own, by the names of its hosts. */
export type PlainScenarioName = `plain:${string}`;

const HOST = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?$/u;

/** Each host once; addresses that cannot be a host's name are left out. */
export const plainScenario = (hosts: readonly string[]): PlainScenarioName =>
  `plain:${[...new Set(hosts)].filter((host) => HOST.test(host)).join(',')}`;

/** The hosts of such a scenario; `null` if the name is of another. */
export function hostsOfPlain(name: string): readonly string[] | null {
  if (!name.startsWith('plain:')) return null;
  const hosts = name.slice('plain:'.length).split(',').filter(Boolean);
  return hosts.every((host) => HOST.test(host)) ? hosts : null;
}

/** Hosts with nothing on them but what every host has, and a message of the day. */
export const plainHosts = (hosts: readonly string[]): Scenario => ({
  hosts: hosts.map((name) => ({
    name,
    aliases: [],
    accounts: [],
    path: [],
    reaches: {},
    install: (root) => writeFileSync(join(root, 'etc/motd'), 'Welcome.\n'),
  })),
  directories: {},
  operations: {},
  values: {},
});
