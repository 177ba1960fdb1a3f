#!/lab/node
// Netscape Messaging Server's SMTP server. On the standard port mail keeps coming in; what is queued is delivered on any port.
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process, { argv, setgid, setuid } from 'node:process';

import { sha256 } from '../lib/archive.ts';
import { addMessage, readIndex } from '../lib/ims-store.ts';
import { configured, findInstance } from '../lib/instance.ts';
import { serve } from '../lib/serve.ts';

const STANDARD_PORT = '25';
const MESSAGE_MS = 120;
const IDLE_MS = 300;
/** Below this many waiting messages one more comes in. */
const BUSY = 3;

const { instance } = findInstance();
const smtp = join(instance, 'smtp');
const isPublic = argv.some((word) => word.startsWith(`${STANDARD_PORT}=`));
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const waiting = (folder: string): string[] => readdirSync(join(smtp, folder)).toSorted();

function receiveOne(): void {
  const [next] = isPublic ? waiting('incoming') : [];
  if (next !== undefined && waiting('queue').length < BUSY)
    renameSync(join(smtp, 'incoming', next), join(smtp, 'queue', next));
}

/** The INBOX of a user, in whichever partition it lies. */
const inboxOf = (user: string): string | undefined =>
  ['primary', 'second']
    .map((name) => join(configured(instance, `store.partition.${name}.path`), '=user', user, 'INBOX'))
    .find((path) => existsSync(path));

/** As a file of its own with the time of its delivery. Killed in between, it finds the message there and does not deliver it twice. */
function deliver(name: string): void {
  const file = join(smtp, 'queue', name);
  const envelope = join(smtp, 'envelopes', name);
  const [user = '', date = ''] = readFileSync(envelope, 'utf8').split('\n');
  const inbox = inboxOf(user);
  if (inbox === undefined) return;
  const bytes = readFileSync(file);
  const sum = sha256(bytes);
  const index = readIndex(inbox);
  const isThere = index.some((line) => line.date === date && line.sha256 === sum);
  const known = new Set(index.map(({ number }) => `${String(number)}.msg`));
  // Whoever was killed with a message in the mailbox and not in its index has left it in the queue.
  for (const stray of readdirSync(inbox))
    if (stray.endsWith('.msg') && !known.has(stray)) rmSync(join(inbox, stray));
  if (!isThere) addMessage(inbox, { date, flags: '-', sha256: sum, bytes }, false, { arrived: 'now' });
  rmSync(file);
  rmSync(envelope);
}

await serve();
const user = argv.indexOf('--user') + 1;
if (user > 0) {
  setgid?.(argv[user] ?? '');
  setuid?.(argv[user] ?? '');
}
// A message is delivered in one go, so that this comes before or after it.
process.on('SIGTERM', () => process.exit(0));
for (;;) {
  receiveOne();
  for (const name of waiting('queue')) {
    // oxlint-disable-next-line no-await-in-loop -- one message after another is what a queue does
    await wait(MESSAGE_MS);
    deliver(name);
  }
  // oxlint-disable-next-line no-await-in-loop
  await wait(IDLE_MS);
}
