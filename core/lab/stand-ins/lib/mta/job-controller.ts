import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { hostname } from 'node:os';
import process, { env, pid } from 'node:process';

import type { Channel, Queue } from './queue.ts';
import type { Recipient, RecipientCache } from './recipients.ts';
import { sendSmtp } from './smtp.ts';

export type JobController = {
  readonly queue: Queue;
  readonly recipients: RecipientCache;
  /** Moves the file into the mailbox: afterwards it is there, and not here. */
  readonly store: (path: string, recipient: string, date: string) => void;
};

/** What a message costs, so that a queue does not empty between two looks at it. */
const MESSAGE_MS = 120;
const IDLE_MS = 200;
/** A message that two servers send each other has come this far. */
const MOST_HOPS = 25;
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Delivers one queued message after another, as dirsync last saw its recipient. Never ends. */
export async function controlJobs(controller: JobController): Promise<never> {
  const file = env['DAEMON_PID_FILE'] ?? '';
  writeFileSync(`${file}.new`, `${String(pid)}\n`);
  renameSync(`${file}.new`, file);
  // A message goes into a mailbox in one go, so that this comes before or after it.
  process.on('SIGTERM', () => process.exit(0));
  // It is killed, or its host is: at its end nothing would be kept.
  flushCompileCache();
  for (;;) {
    for (const channel of ['local', 'tcp_local'] as const) {
      for (const name of controller.queue.messages(channel)) {
        await wait(MESSAGE_MS);
        await deliver(controller, channel, name);
      }
    }
    await wait(IDLE_MS);
  }
}

async function deliver(
  { queue, recipients, store }: JobController,
  channel: Channel,
  name: string,
): Promise<void> {
  const { recipient, date, hops } = queue.envelope(name);
  const known = recipients.now().get(recipient);
  const place = known === undefined || hops > MOST_HOPS ? 'nobody' : placeOf(known);
  if (place === 'nobody') return queue.bounce(name, channel);
  if (place !== channel) return queue.move(name, channel, place);
  const path = queue.path(channel, name);
  const { size } = statSync(path);
  if (channel === 'local') {
    store(path, recipient, date);
    return queue.delivered(name, channel, size);
  }
  const bytes = readFileSync(path);
  const id = `${name}-${String(hops + 1)}`;
  // What the other side does not take stays, and is tried again.
  if (!(await sendSmtp(known?.mailHost ?? '', { id, date, recipient, bytes }))) return;
  queue.remove(name, channel);
  queue.delivered(name, channel, size);
}

function placeOf({ options, mailHost }: Recipient): Channel {
  if (options.has('hold')) return 'hold';
  return mailHost.toLowerCase() === hostname().toLowerCase() ? 'local' : 'tcp_local';
}
