import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

import type { Queue } from './queue.ts';
import type { RecipientCache } from './recipients.ts';

/** The servers of the world, as far as they have mail for this site: they ask the DNS where it goes, and send it while they can. */
const WORLD = '/lab/network/world';
/** Below this many waiting messages one more comes in. */
const BUSY = 3;

/** The name at the end of the aliases. A name without a record is its own. */
function canonical(name: string, zone: string): string {
  const alias = new RegExp(`^${name.replaceAll('.', String.raw`\.`)}\\s+CNAME\\s+(\\S+)`, 'imu').exec(
    zone,
  )?.[1];
  return alias === undefined || alias === name ? name : canonical(alias.replace(/\.$/u, ''), zone);
}

function addressesOf(name: string, zone: string): readonly string[] {
  const own = canonical(name, zone).toLowerCase();
  return zone
    .split('\n')
    .map((line) => line.trim().split(/\s+/u))
    .flatMap(([at = '', type, value = '']) => (at.toLowerCase() === own && type === 'A' ? [value] : []));
}

/** Whether mail for the site is brought to this host, says the DNS. */
function isOurs(): boolean {
  const zone = readFileSync(join(WORLD, 'zone'), 'utf8');
  const server = readFileSync(join(WORLD, 'mail-server'), 'utf8').trim();
  const own = addressesOf(hostname(), zone);
  return addressesOf(server, zone).some((address) => own.includes(address));
}

/** Sends one more message of the world to this server, first of all to whom mail is held just now: that is when it hurts. */
export function receiveOne(queue: Queue, recipients: RecipientCache): void {
  if (!existsSync(WORLD) || existsSync(join(WORLD, 'closed'))) return;
  if (queue.messages('local').length >= BUSY || !isOurs()) return;
  // A server that was started by its installer and knows nobody yet: the senders are told to try again later.
  if (!recipients.hasPicture) return;
  const waiting = readdirSync(join(WORLD, 'incoming')).toSorted();
  const known = recipients.now();
  const recipientOf = (name: string): string[] =>
    readFileSync(join(WORLD, 'envelopes', name), 'utf8').split('\n');
  const held = [...known].some(([, { options }]) => options.has('hold'))
    ? waiting.find((name) => known.get(recipientOf(name)[0] ?? '')?.options.has('hold') === true)
    : undefined;
  const name = held ?? waiting[0];
  if (name === undefined) return;
  const [recipient = '', date = ''] = recipientOf(name);
  const path = join(WORLD, 'incoming', name);
  queue.accept(name, name, { recipient, date, hops: 0 }, readFileSync(path));
  // The sender forgets what was taken; until then it may send again, which the queue knows.
  renameSync(path, join(WORLD, 'sent', name));
}

/** The world's mail of a host that is alone on its network. */
export function receiveOneFrom(folder: string, queue: Queue): void {
  if (!existsSync(folder) || queue.messages('local').length >= BUSY) return;
  const [name] = readdirSync(folder)
    .filter((one) => one.endsWith('.00'))
    .toSorted();
  if (name === undefined) return;
  renameSync(join(folder, name), queue.path('local', name));
}
