import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { compareConfiguration } from './compare-configuration.ts';
import { type Also, compareBackup, compareDirectory } from './compare-directory.ts';
import { compareIplanet, compareStopped } from './compare-services.ts';
import { compareStore, leftInQueues, type Store } from './compare.ts';
import { type Difference, difference } from './difference.ts';
import { DIRECTORY_MANAGER, type EndedLab } from './scenarios/scenario.ts';
import { DIRECTORY, LDAP, OLD } from './scenarios/sims-hosts.ts';
import { DOMAIN_DN } from './seed/domains.ts';
import type { SeedData } from './seed/index.ts';
import { worldFile } from './stand-ins/install.ts';
import { sha256 } from './stand-ins/lib/archive.ts';

/** What a migration that goes on while mail comes in promises, as far as its scenarios differ. */
export type Promised = {
  readonly iplanetOn: string;
  readonly syncLevel: string;
  readonly directory: Also;
};

/** Compares a lab of two or three hosts after the run: mail, directory, configuration, backup, servers. */
export function compareOnline(lab: EndedLab, data: SeedData, promised: Promised): Difference[] {
  const root = rootOf(lab.dir, promised.iplanetOn);
  const { syncLevel } = promised;
  const expected = new Map([
    ['local.ugldapbasedn', 'o=internet'],
    ['local.ugldapbinddn', DIRECTORY_MANAGER],
    ['local.ugldapbindcred', readFileSync(join(lab.dir, 'keys/directory-manager'), 'utf8')],
    ['local.ugldapdeforgdn', DOMAIN_DN],
    ['local.ugldaphost', LDAP],
    ['local.ugldapport', '389'],
    ['local.store.synclevel', syncLevel],
    ...(lab.chosen['loginSeparator'] === '+' ? [['service.loginseparator', '+'] as const] : []),
  ]);
  const directory = readFileSync(join(lab.dir, `export/${DIRECTORY.replace(':', '-')}.ldif`), 'utf8');
  return [
    ...compareStore(mailOf(lab.dir, data), root),
    ...[...new Set([OLD, promised.iplanetOn])].flatMap((host) => leftInQueues(rootOf(lab.dir, host))),
    ...compareDirectory(directory, data, promised.directory),
    ...compareConfiguration(root, expected),
    ...compareBackup(rootOf(lab.dir, LDAP), data),
    ...compareIplanet(root, {
      addresses: [...data.users, ...data.groups].map(({ mail }) => mail),
      syncLevel,
    }),
    ...compareStopped(rootOf(lab.dir, OLD)),
  ];
}

export const rootOf = (dir: string, host: string): string => join(dir, 'hosts', host, 'root');
const worldOf = (dir: string): string => join(dir, 'run/network/world');

/** All mail there ever was: what lay in folders and queue in the evening, and what the world has sent meanwhile. */
function mailOf(dir: string, data: SeedData): Store {
  const folders = data.users.flatMap((user) => user.folders.map((folder) => `${user.mailbox}/${folder}`));
  const sent = new Set(readdirSync(join(worldOf(dir), 'sent')));
  const world = data.messages.filter(({ place }) => place === 'incoming');
  const unsent = new Set(world.filter((_, index) => !sent.has(worldFile(index))));
  const messages = data.messages.filter((message) => !unsent.has(message));
  return {
    folders: new Set(folders),
    messages: messages.map(({ mailbox, folder, date, flags, bytes }) => ({
      user: mailbox,
      folder,
      date,
      flags,
      sha256: sha256(bytes),
    })),
  };
}

/** Whether a name leads to where another does, in the zone that the lab's DNS server answers from. */
export function compareName(dir: string, name: string, target: string): Difference[] {
  const zone = readFileSync(join(worldOf(dir), 'zone'), 'utf8').split('\n');
  const records = zone.filter((line) => line.startsWith(`${name} `));
  const addressOf = (host: string) => zone.find((line) => line.startsWith(`${host} A `))?.split(' ')[2];
  const isRight =
    records.length === 1 &&
    [`${name} CNAME ${target}`, `${name} A ${addressOf(target) ?? ''}`].includes(records[0] ?? '');
  return isRight ? [] : [difference('service', `${name} leads to ${records.join(', ') || 'nothing'}`)];
}
