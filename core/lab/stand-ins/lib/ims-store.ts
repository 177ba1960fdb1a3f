import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  futimesSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { configured } from './instance.ts';

/**
 * Messaging Server's store in the lab: `<partition>/=user/<user>/<folder>/`, in it one `<number>.msg` a message and `store.idx`
 * with a line for each: number, date, flags, size, SHA-256. A directory with an index is a mailbox. Partitions are where
 * `store.partition.<name>.path` says, by default `<instance>/store/partition/<name>`. A store that was taken over has a list,
 * `<instance>/store/mboxlist/folder.db`, and no other mailboxes but those on it: `user/<user>/<folder> <partition>` a line.
 */
export const PARTITION = 'store/partition/primary/=user';
export const MAILBOX_LIST = 'store/mboxlist/folder.db';
export const INDEX = 'store.idx';

export type IndexLine = {
  readonly number: number;
  readonly date: string;
  readonly flags: string;
  readonly size: number;
  readonly sha256: string;
};

export function readIndex(mailbox: string): IndexLine[] {
  const lines = readFileSync(join(mailbox, INDEX), 'utf8').split('\n');
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const [number = '', date = '', flags = '', size = '', sha256 = ''] = line.split(' ');
      return { number: Number(number), date, flags, size: Number(size), sha256 };
    });
}

/** Where the users of a partition are. `root` stands before configured paths where a host is looked at from outside. */
function partitionOf(instance: string, name: string, root = ''): string {
  const path = configured(instance, `store.partition.${name}.path`);
  return path === '' ? join(instance, 'store/partition', name, '=user') : join(root, path, '=user');
}

type Listed = { readonly user: string; readonly folder: string; readonly partition: string };

/** The list of a store that was taken over; null where a store has none. */
function listed(instance: string): Listed[] | null {
  const file = join(instance, MAILBOX_LIST);
  if (!existsSync(file)) return null;
  return readFileSync(file, 'latin1')
    .split('\n')
    .flatMap((line) => {
      const [, user, folder, partition] = /^user\/([^/]+)\/(.+) (\S+)$/u.exec(line) ?? [];
      return user === undefined || folder === undefined || partition === undefined
        ? []
        : [{ user, folder, partition }];
    });
}

/** Opens a mailbox, which is made if it is not there, and says its path. */
export function openMailbox(instance: string, user: string, folder: string): string {
  const list = listed(instance);
  const known = list?.find((one) => one.user === user && one.folder === folder);
  if (list !== null && known === undefined)
    appendFileSync(join(instance, MAILBOX_LIST), `user/${user}/${folder} primary\n`);
  const path = join(partitionOf(instance, known?.partition ?? 'primary'), user, folder);
  mkdirSync(path, { recursive: true });
  appendFileSync(join(path, INDEX), '');
  return path;
}

export type NewMessage = {
  readonly date: string;
  readonly flags: string;
  readonly sha256: string;
  readonly bytes: Buffer;
};

/**
 * Several programs may add to a mailbox at once: whoever links a number has it. The file is as old as the message:
 * one that is restored dates from its arrival in the old store.
 */
export function addMessage(
  mailbox: string,
  message: NewMessage,
  synchronises: boolean,
  { arrived = 'before', from = 1 }: { readonly arrived?: 'now' | 'before'; readonly from?: number } = {},
): number {
  const draft = join(mailbox, `${String(process.pid)}.new`);
  const fd = openSync(draft, 'w');
  try {
    writeFileSync(fd, message.bytes);
    if (arrived === 'before') futimesSync(fd, secondsOf(message.date), secondsOf(message.date));
    if (synchronises) fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  const number = link(draft, mailbox, from);
  rmSync(draft);
  const { date, flags, sha256 } = message;
  appendIndex(mailbox, { number, date, flags, size: message.bytes.length, sha256 });
  return number;
}

/** Of `20001114093012Z`, since 1970. */
function secondsOf(date: string): number {
  const iso = date.replace(/^(....)(..)(..)(..)(..)(..)Z$/u, '$1-$2-$3T$4:$5:$6Z');
  return Date.parse(iso) / 1000;
}

function link(draft: string, mailbox: string, from: number): number {
  for (let number = from; ; number += 1) {
    try {
      linkSync(draft, join(mailbox, `${String(number)}.msg`));
      return number;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

function appendIndex(mailbox: string, line: IndexLine): void {
  const words = [line.number, line.date, line.flags, line.size, line.sha256];
  appendFileSync(join(mailbox, INDEX), `${words.join(' ')}\n`);
}

export type Mailbox = { readonly user: string; readonly folder: string; readonly path: string };

/** Every mailbox of the store, by user and folder. `root` as in `partitionOf`. */
export function mailboxes(instance: string, root = ''): Mailbox[] {
  const list = listed(instance);
  return list === null
    ? mailboxesBelow(partitionOf(instance, 'primary', root))
    : list
        .map(({ user, folder, partition }) => ({
          user,
          folder,
          path: join(partitionOf(instance, partition, root), user, folder),
        }))
        .filter(({ path }) => existsSync(join(path, INDEX)));
}

/** Every mailbox that lies in a partition, whether or not a list has it. */
export function mailboxesBelow(partition: string): Mailbox[] {
  const visit = (user: string, folder: string): Mailbox[] => {
    const path = join(partition, user, folder);
    // No further look at each name: mail that is being written meanwhile leaves a draft that is gone a moment later.
    const inner = readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .toSorted();
    const here = existsSync(join(path, INDEX)) ? [{ user, folder, path }] : [];
    return [...here, ...inner.flatMap((name) => visit(user, folder === '' ? name : `${folder}/${name}`))];
  };
  if (!existsSync(partition)) return [];
  return readdirSync(partition)
    .toSorted()
    .flatMap((user) => visit(user, ''));
}
