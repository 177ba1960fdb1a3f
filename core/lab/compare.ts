import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Difference, difference } from './difference.ts';
import { sha256 } from './stand-ins/lib/archive.ts';
import { mailboxes, readIndex } from './stand-ins/lib/ims-store.ts';
import { SIMS_STORE, simsFolders, simsUsers } from './stand-ins/lib/sims-store.ts';

/** A message in a store. */
export type Message = {
  readonly user: string;
  readonly folder: string;
  readonly date: string;
  readonly flags: string;
  readonly sha256: string;
};
/** Folders are `user/folder`. */
export type Store = { readonly folders: ReadonlySet<string>; readonly messages: readonly Message[] };

const placeOf = ({ user, folder, date }: Message): string => `${user}/${folder} ${date}`;

function readSims(root: string): Store {
  const store = join(root, SIMS_STORE);
  const folders = new Set<string>();
  const messages: Message[] = [];
  for (const user of simsUsers(store)) {
    for (const { folder, messages: found } of simsFolders(store, user)) {
      folders.add(`${user}/${folder}`);
      for (const { path, date, flags } of found)
        messages.push({ user, folder, date, flags, sha256: sha256(readFileSync(path)) });
    }
  }
  return { folders, messages };
}

/** What the iPlanet that is installed in a host's root shows its users. */
export function readIplanet(root: string): Store & { readonly damaged: readonly Difference[] } {
  const folders = new Set<string>();
  const messages: Message[] = [];
  const damaged: Difference[] = [];
  for (const { user, folder, path } of instanceOf(root).flatMap((instance) =>
    mailboxes(join(root, instance), root),
  )) {
    folders.add(`${user}/${folder}`);
    const files = new Set(readdirSync(path).filter((name) => name.endsWith('.msg')));
    for (const { number, date, flags, sha256: sum } of readIndex(path)) {
      const name = `${String(number)}.msg`;
      const found = files.delete(name) ? sha256(readFileSync(join(path, name))) : 'no such file';
      const message = { user, folder, date, flags, sha256: found };
      messages.push(message);
      if (found !== sum) damaged.push(difference('damaged', placeOf(message)));
    }
    for (const name of files) damaged.push(difference('damaged', `${user}/${folder} ${name}`));
  }
  return { folders, messages, damaged };
}

/** Takes the first message that fits out of the list. */
function take(from: Message[], fits: (message: Message) => boolean): Message | undefined {
  const index = from.findIndex(fits);
  return index === -1 ? undefined : from.splice(index, 1)[0];
}

/** What became of messages: gone, changed, moved, doubled, or of other flags. */
export function compareMessages(old: readonly Message[], present: readonly Message[]): Difference[] {
  const rest = [...present];
  const samePlace = (a: Message, b: Message): boolean => placeOf(a) === placeOf(b);
  const found: Difference[] = [];
  const exact = (a: Message, b: Message): boolean => samePlace(a, b) && a.sha256 === b.sha256;
  // Whatever is where it was goes first, so that a copy elsewhere is not taken for it.
  const withoutFlags = old.filter(
    (one) => take(rest, (other) => exact(one, other) && one.flags === other.flags) === undefined,
  );
  const lost = withoutFlags.filter((one) => {
    if (take(rest, (other) => exact(one, other)) === undefined) return true;
    found.push(difference('flags', placeOf(one)));
    return false;
  });
  for (const one of lost) {
    const moved = take(rest, (other) => other.user === one.user && other.sha256 === one.sha256);
    const changed = moved ?? take(rest, (other) => samePlace(one, other));
    const kind = moved === undefined ? (changed === undefined ? 'missing' : 'changed') : 'moved';
    found.push(difference(kind, placeOf(one)));
  }
  const known = new Set(old.map(({ user, sha256: sum }) => `${user} ${sum}`));
  for (const one of rest)
    found.push(difference(known.has(`${one.user} ${one.sha256}`) ? 'doubled' : 'unexpected', placeOf(one)));
  return found;
}

/** What lies in folders that are to be empty. */
function leftIn(root: string, folders: readonly string[]): Difference[] {
  const names = folders.flatMap((folder) => {
    const path = join(root, folder);
    return existsSync(path) ? readdirSync(path).map((name) => `${folder}/${name}`) : [];
  });
  return names.map((name) => difference('left-in-queue', name));
}

/**
 * Compares the SIMS store of a host's root with its iPlanet store: every message byte for byte, with its date, flags and folder,
 * nothing doubled, nothing left in the queue. Empty if all is there. To be called when nothing is being delivered.
 */
export function compareStores(root: string): Difference[] {
  return [...leftInQueues(root), ...compareStore(readSims(root), root)];
}

/** Compares what is expected with the iPlanet store of a host's root. */
export function compareStore(expected: Store, root: string): Difference[] {
  const present = readIplanet(root);
  const without = (a: ReadonlySet<string>, b: ReadonlySet<string>, kind: Difference['kind']): Difference[] =>
    [...a].filter((name) => !b.has(name)).map((name) => difference(kind, name));
  return [
    ...present.damaged,
    ...without(expected.folders, present.folders, 'missing-folder'),
    ...without(present.folders, expected.folders, 'unexpected-folder'),
    ...compareMessages(expected.messages, present.messages),
  ];
}

/** What waits in the channels of SIMS and iPlanet on a host, the hold channels among them, and what was sent back. */
export function leftInQueues(root: string): Difference[] {
  return [...underWay(root), ...inFolders(root, ['queue/hold', 'bounced'])];
}

/** What is being delivered just now. */
export function underWay(root: string): Difference[] {
  return inFolders(root, ['queue/sims-ms', 'queue/ims-ms', 'queue/tcp_local']);
}

function inFolders(root: string, folders: readonly string[]): Difference[] {
  const mtas = ['var/opt/SUNWmail/imta', ...instanceOf(root).map((instance) => `${instance}/imta`)];
  return mtas.flatMap((imta) =>
    leftIn(
      root,
      folders.map((folder) => `${imta}/${folder}`),
    ),
  );
}

function instanceOf(root: string): string[] {
  const record = join(root, 'etc/opt/iplanet/instance');
  return existsSync(record) ? [readFileSync(record, 'utf8').trim()] : [];
}
