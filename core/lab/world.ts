import { existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { Host } from './hosts/host.ts';

/**
 * The world's mail servers, as the lab has them: a folder that all hosts see. A message is in `incoming/` until a server of
 * the site takes it by a rename to `taking/<host>/`, and in `sent/` once that server has it in its queue. So the world falls
 * silent at one moment: when `incoming/` has another name.
 */
export function silence(world: string): void {
  if (existsSync(join(world, 'incoming'))) renameSync(join(world, 'incoming'), join(world, 'kept'));
}

/** Lets the mail that was kept back come again. */
export function unsilence(world: string): void {
  if (existsSync(join(world, 'kept'))) renameSync(join(world, 'kept'), join(world, 'incoming'));
}

const LOOK_MS = 50;
/** Far longer than a delivery takes on a busy machine: what has not moved for so long waits for somebody. */
const STILL_MS = 8000;

/** Waits until no mail is under way on these hosts, or as long as it moves. `underWay`: what is being delivered, by a host's root. */
export async function mailAtRest(
  world: string,
  hosts: readonly Pick<Host, 'name' | 'root'>[],
  underWay: (root: string) => readonly string[],
  stillMs = STILL_MS,
): Promise<void> {
  const look = (): string =>
    hosts.flatMap(({ name, root }) => [...taking(world, name), ...underWay(root)]).join('\n');
  let [seen, since] = [look(), Date.now()];
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- nothing tells when a daemon has delivered a message
    await delay(LOOK_MS);
    const now = look();
    // Twice: a message can go to a host that was looked at from one that was not yet.
    if (now === '' && seen === '') return;
    if (now !== seen) [seen, since] = [now, Date.now()];
    if (Date.now() - since > stillMs) return;
  }
}

function taking(world: string, host: string): string[] {
  const folder = join(world, 'taking', host);
  return existsSync(folder) ? readdirSync(folder) : [];
}
