import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
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

const namesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder).toSorted() : []);

/**
 * Sends one more message of the world to this server, first of all to whom mail is held just now: that is when it hurts.
 * The message is taken from `incoming/` to `taking/<host>/`, and from there, once it is in the queue, to `sent/`.
 */
export function receiveOne(queue: Queue, recipients: RecipientCache): void {
  if (!existsSync(WORLD)) return;
  const taking = join(WORLD, 'taking', hostname());
  const [name = takeOne(taking, queue, recipients)] = namesIn(taking);
  if (name === undefined) return;
  const [recipient = '', date = ''] = envelopeOf(name);
  queue.accept(name, name, { recipient, date, hops: 0 }, readFileSync(join(taking, name)));
  renameSync(join(taking, name), join(WORLD, 'sent', name));
}

const envelopeOf = (name: string): string[] =>
  readFileSync(join(WORLD, 'envelopes', name), 'utf8').split('\n');

function takeOne(taking: string, queue: Queue, recipients: RecipientCache): string | undefined {
  if (queue.messages('local').length >= BUSY || !isOurs()) return undefined;
  // A server that was started by its installer and knows nobody yet: the senders are told to try again later.
  if (!recipients.hasPicture) return undefined;
  const waiting = namesIn(join(WORLD, 'incoming'));
  const known = recipients.now();
  const isHeld = (name: string): boolean =>
    known.get(envelopeOf(name)[0] ?? '')?.options.has('hold') === true;
  const held = [...known].some(([, { options }]) => options.has('hold')) ? waiting.find(isHeld) : undefined;
  const name = held ?? waiting[0];
  if (name === undefined) return undefined;
  mkdirSync(taking, { recursive: true });
  try {
    renameSync(join(WORLD, 'incoming', name), join(taking, name));
  } catch {
    return undefined; // the world has fallen silent
  }
  return name;
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
