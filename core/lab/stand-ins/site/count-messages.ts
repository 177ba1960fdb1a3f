#!/lab/node
// The site's own program that runbooks call the count tool: one line a folder, mailbox, folder, messages, bytes. Changes nothing.
import { existsSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';

import { readArchive } from '../lib/archive.ts';
import { type Mailbox, mailboxes, mailboxesBelow, readIndex } from '../lib/ims-store.ts';
import { configured } from '../lib/instance.ts';
import { begin, die } from '../lib/program.ts';
import { SIMS_STORE, simsFolders, simsUsers } from '../lib/sims-store.ts';

const USAGE =
  'usage: count-messages { sims [mailbox …] | netscape | iplanet [before file] [mailbox …] | backup device }';
const line = (user: string, folder: string, sizes: readonly number[]): string =>
  `${user} ${folder} ${String(sizes.length)} ${String(sizes.reduce((sum, size) => sum + size, 0))}`;

function sims(wanted: Wanted): string[] {
  return simsUsers(SIMS_STORE)
    .filter(wanted)
    .flatMap((user) =>
      simsFolders(SIMS_STORE, user).map(({ folder, messages }) =>
        line(
          user,
          folder,
          messages.map(({ path }) => statSync(path).size),
        ),
      ),
    );
}

/** Counts files, not what the index says of them. `before`: those that arrived before that file was made. */
function iplanet(wanted: Wanted, before: string | undefined): string[] {
  const record = '/etc/opt/iplanet/instance';
  if (!existsSync(record)) die('Messaging Server is not installed');
  const until = before === undefined ? Number.POSITIVE_INFINITY : statSync(before).mtimeMs;
  return mailboxes(readFileSync(record, 'utf8').trim())
    .filter(({ user }) => wanted(user))
    .map(({ user, folder, path }) => {
      const stats = readIndex(path).map(({ number }) => statSync(join(path, `${String(number)}.msg`)));
      return line(
        user,
        folder,
        stats.filter(({ mtimeMs }) => mtimeMs < until).map(({ size }) => size),
      );
    });
}

/** Whatever lies in the partitions, whether or not a list has it. */
function netscape(): string[] {
  const record = '/etc/opt/netscape/instance';
  if (!existsSync(record)) die('Netscape Messaging Server is not installed');
  const instance = readFileSync(record, 'utf8').trim();
  const sizesIn = ({ path }: Mailbox): number[] =>
    readIndex(path).map(({ number }) => statSync(join(path, `${String(number)}.msg`)).size);
  return ['primary', 'second']
    .map((name) => configured(instance, `store.partition.${name}.path`))
    .flatMap((path) => mailboxesBelow(join(path, '=user')))
    .map((mailbox) => line(mailbox.user, mailbox.folder, sizesIn(mailbox)));
}

function backup(device: string): string[] {
  const folders: { user: string; folder: string; sizes: number[] }[] = [];
  for (const item of readArchive(openSync(device, 'r'))) {
    if (item.kind === 'folder') folders.push({ user: item.user, folder: item.folder, sizes: [] });
    if (item.kind === 'message') folders.at(-1)?.sizes.push(item.message.bytes.length);
  }
  return folders.map(({ user, folder, sizes }) => line(user, folder, sizes));
}

type Wanted = (user: string) => boolean;

/** All mailboxes, unless some are named. */
function wantedBy(named: readonly string[]): Wanted {
  const names = new Set(named);
  return names.size === 0 ? () => true : (user) => names.has(user);
}

function count(): string[] {
  const [what, ...rest] = argv.slice(2);
  if (what === 'backup' && rest[0] !== undefined) return backup(rest[0]);
  if (what === 'netscape' && rest.length === 0) return netscape();
  if (what === 'sims') return sims(wantedBy(rest));
  const [word, before, ...named] = rest;
  if (what === 'iplanet' && word === 'before' && before !== undefined)
    return iplanet(wantedBy(named), before);
  return what === 'iplanet' ? iplanet(wantedBy(rest), undefined) : die(USAGE, 2);
}

begin();
try {
  stdout.write(
    count()
      .map((text) => `${text}\n`)
      .join(''),
  );
} catch (error) {
  die(error instanceof Error ? error.message : 'cannot count');
}
