#!/lab/node
// The site's own program that runbooks call the count tool: one line a folder, mailbox, folder, messages, bytes. Changes nothing.
import { existsSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';

import { readArchive } from '../lib/archive.ts';
import { mailboxes, readIndex } from '../lib/ims-store.ts';
import { begin, die } from '../lib/program.ts';
import { SIMS_STORE, simsFolders, simsUsers } from '../lib/sims-store.ts';

const USAGE = 'usage: count-messages { sims | iplanet | backup device }';
const line = (user: string, folder: string, sizes: readonly number[]): string =>
  `${user} ${folder} ${String(sizes.length)} ${String(sizes.reduce((sum, size) => sum + size, 0))}`;

function sims(): string[] {
  return simsUsers(SIMS_STORE).flatMap((user) =>
    simsFolders(SIMS_STORE, user).map(({ folder, messages }) =>
      line(
        user,
        folder,
        messages.map(({ path }) => statSync(path).size),
      ),
    ),
  );
}

/** Counts files, not what the index says of them. */
function iplanet(): string[] {
  const record = '/etc/opt/iplanet/instance';
  if (!existsSync(record)) die('Messaging Server is not installed');
  return mailboxes(readFileSync(record, 'utf8').trim()).map(({ user, folder, path }) =>
    line(
      user,
      folder,
      readIndex(path).map(({ number }) => statSync(join(path, `${String(number)}.msg`)).size),
    ),
  );
}

function backup(device: string): string[] {
  const folders: { user: string; folder: string; sizes: number[] }[] = [];
  for (const item of readArchive(openSync(device, 'r'))) {
    if (item.kind === 'folder') folders.push({ user: item.user, folder: item.folder, sizes: [] });
    if (item.kind === 'message') folders.at(-1)?.sizes.push(item.message.bytes.length);
  }
  return folders.map(({ user, folder, sizes }) => line(user, folder, sizes));
}

function count(): string[] {
  const [what, device] = argv.slice(2);
  if (what === 'sims') return sims();
  if (what === 'iplanet') return iplanet();
  return what === 'backup' && device !== undefined ? backup(device) : die(USAGE, 2);
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
