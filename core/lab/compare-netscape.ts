import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { compareMessages, type Message, readIplanet } from './compare.ts';
import { type Difference, difference } from './difference.ts';
import { NETSCAPE_INSTANCE, NETSCAPE_PARTITIONS } from './install-netscape.ts';
import { quotaLimit } from './seed/netscape-entries.ts';
import type { NetscapeSite } from './seed/netscape.ts';
import { sha256 } from './stand-ins/lib/archive.ts';
import { mailboxesBelow, readIndex } from './stand-ins/lib/ims-store.ts';

const IPLANET_STORE = 'opt/iplanet/server5/msg-mail/store';
const BACKUP = 'backup/store';

/**
 * Compares what iPlanet shows with what Netscape Messaging Server had, in the host's root: every message that was stored,
 * queued or taken in, byte for byte, where it lay before; the lists beside it; the backup; and nothing of the old server left running.
 */
export function compareNetscapeStore(root: string, site: NetscapeSite): Difference[] {
  const smtp = join(root, NETSCAPE_INSTANCE, 'smtp');
  const notYet = new Set(
    readdirSync(join(smtp, 'incoming')).map((name) => sha256(readFileSync(join(smtp, 'incoming', name)))),
  );
  const expected = site.messages
    .filter(({ place, bytes }) => place !== 'incoming' || !notYet.has(sha256(bytes)))
    .map(({ mailbox, folder, date, flags, bytes }): Message => ({
      user: mailbox,
      folder,
      date,
      flags,
      sha256: sha256(bytes),
    }));
  const shown = readIplanet(root);
  const folders = site.users.flatMap(({ mailbox, folders: own }) => own.map((name) => `${mailbox}/${name}`));
  return [
    ...readdirSync(join(smtp, 'queue')).map((name) => difference('left-in-queue', name)),
    ...shown.damaged,
    ...folders.filter((name) => !shown.folders.has(name)).map((name) => difference('missing-folder', name)),
    ...[...shown.folders]
      .filter((name) => !folders.includes(name))
      .map((name) => difference('unexpected-folder', name)),
    ...compareMessages(expected, shown.messages),
    ...compareLists(root, site),
    ...compareOwners(root, site),
    ...compareStoreBackup(root, site),
    ...stillRunning(root),
  ];
}

/** The list of mailboxes, the quotas, the subscriptions; and no other file of the old server beside them. */
function compareLists(root: string, site: NetscapeSite): Difference[] {
  const lists = join(root, IPLANET_STORE, 'mboxlist');
  const found = existsSync(lists) ? readdirSync(lists) : [];
  const link = join(root, IPLANET_STORE, 'user');
  const target = existsSync(lists) && isLink(link) ? readlinkSync(link).replace(/\/$/u, '') : 'no link';
  const sizes = sizesIn(root);
  const quotas = new Map(
    textOf(join(lists, 'quota.db'))
      .split('\n')
      .flatMap((line) => {
        const [, user, limit, used] = /^user\/(.+) (\S+) (\S+)$/u.exec(line) ?? [];
        return user === undefined ? [] : [[user, `${limit ?? ''} ${used ?? ''}`] as const];
      }),
  );
  return [
    ...(textOf(join(lists, 'folder.db')) === site.storeFiles.get('mboxlist/data.db2')
      ? []
      : ['changed folder.db']),
    ...found.filter((name) => name !== 'folder.db' && name !== 'quota.db').map((name) => `foreign ${name}`),
    ...(target === `${NETSCAPE_INSTANCE}/store/user` ? [] : [`subscriptions: ${target}`]),
    ...(textOf(join(lists, 'quota.db')).startsWith('quota 5\n') ? [] : ['quota.db was not upgraded']),
    ...site.users.flatMap((user) => {
      const wanted = `${quotaLimit(user)} ${String(sizes.get(user.mailbox) ?? 0)}`;
      const has = quotas.get(user.mailbox) ?? 'nothing';
      return has === wanted ? [] : [`quota of ${user.mailbox}: found ${has}, expected ${wanted}`];
    }),
    ...[...site.storeFiles]
      .filter(([path, text]) => textOf(join(root, NETSCAPE_INSTANCE, 'store', path)) !== text)
      .map(([path]) => `changed ${path} of the old store`),
  ].map((what) => difference('changed', what));
}

/** What lies in the partitions, in bytes by mailbox. */
function sizesIn(root: string): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const partition of Object.values(NETSCAPE_PARTITIONS)) {
    for (const { user, path } of mailboxesBelow(join(root, partition, '=user'))) {
      const bytes = readIndex(path).reduce((sum, { size }) => sum + size, 0);
      sizes.set(user, (sizes.get(user) ?? 0) + bytes);
    }
  }
  return sizes;
}

/** Everything that the server reads and writes is its own. */
function compareOwners(root: string, { serverUid }: NetscapeSite): Difference[] {
  if (process.getuid?.() !== 0) return [];
  const folders = [
    join(root, NETSCAPE_INSTANCE, 'store'),
    join(root, NETSCAPE_PARTITIONS.second),
    join(root, IPLANET_STORE, 'mboxlist'),
  ];
  return folders
    .flatMap((folder) =>
      existsSync(folder)
        ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
        : [],
    )
    .filter((path) => statSync(path).uid !== serverUid)
    .map((path) => difference('changed', `owner of ${path.slice(root.length)}`));
}

/** Both partitions with every message that lay in them on the evening before, and the lists. */
function compareStoreBackup(root: string, site: NetscapeSite): Difference[] {
  const saved = [join(BACKUP, 'partition/primary'), `${BACKUP}-second`].flatMap((partition) =>
    mailboxesBelow(join(root, partition, '=user')).flatMap(({ user, folder, path }) =>
      readIndex(path).map(({ number, date }) => {
        const file = join(path, `${String(number)}.msg`);
        return `${user}/${folder} ${date} ${existsSync(file) ? sha256(readFileSync(file)) : 'no such file'}`;
      }),
    ),
  );
  const has = new Set(saved);
  return [
    ...site.messages
      .filter(({ place }) => place === 'store')
      .map(({ mailbox, folder, date, bytes }) => `${mailbox}/${folder} ${date} ${sha256(bytes)}`)
      .filter((message) => !has.has(message)),
    ...[...site.storeFiles]
      .filter(([path, text]) => textOf(join(root, BACKUP, path)) !== text)
      .map(([path]) => path),
  ].map((what) => difference('missing-backup', what));
}

/** A daemon that was stopped has no pid file; those of a lab that ended keep theirs. */
const stillRunning = (root: string): Difference[] =>
  readdirSync(join(root, NETSCAPE_INSTANCE, 'config/pids'))
    .filter((name) => name.endsWith('.pid'))
    .map((name) => difference('service', `${name.replace(/\.pid$/u, '')} of Netscape Messaging Server runs`));

const isLink = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
