import type { Connections } from '../../connections/connections.ts';
import type { InventoryHost } from '../../plan/plan.ts';
import { runErrand } from '../errand.ts';
import { abandonJob } from './cancel.ts';
import { buryText, emptyText, forgetText, listText } from './errands.ts';
import { lookUp } from './look.ts';
import { claimName } from './name.ts';
import { type Met, meetHost } from './spool.ts';

/** Jobs of one command line: old systems take no long ones, and none takes one of 128 KiB. */
const AT_ONCE = 100;

/** `shell` is for tests. */
export type SweptHost = {
  readonly name: string;
  readonly inventory: InventoryHost;
  readonly shell?: string;
};

/**
 * Removes from a host's spool what closed claims left there, but for a tombstone each that stays for some days, and returns
 * the names of those jobs. A job that still lives stays, whatever became of its claim; one that never began never will. `closed` are claims that are over, read only as
 * far as it takes to know every claim that has something there.
 * @throws Fault connection-failed
 * @throws SpoolUnfit
 */
export async function sweepSpool(
  connections: Connections,
  { name, inventory, shell }: SweptHost,
  closed: Iterable<string> | AsyncIterable<string>,
): Promise<readonly string[]> {
  const met = await meetHost(await connections.host(name), inventory, shell);
  const there = Map.groupBy(await jobsThere(met), (job) => job.split('.')[0] ?? '');
  if (there.size === 0) return [];
  const orphans: string[] = [];
  for await (const claim of closed) {
    orphans.push(...(there.get(claimName(claim)) ?? []));
    there.delete(claimName(claim));
    if (there.size === 0) break;
  }
  const removed: string[] = [];
  for (let from = 0; from < orphans.length; from += AT_ONCE)
    // oxlint-disable-next-line no-await-in-loop -- one command line after the other
    removed.push(...(await remove(met, orphans.slice(from, from + AT_ONCE))));
  return removed;
}

async function jobsThere({ connection, shell, root }: Met): Promise<readonly string[]> {
  const listed = await runErrand(connection, listText(shell, root));
  const lines = Buffer.from(listed.stdout).toString('latin1');
  return [...lines.matchAll(/^watari dir .*\/([^/\n]+)$/gmu)].map((found) => found[1] ?? '');
}

async function remove(met: Met, orphans: readonly string[]): Promise<readonly string[]> {
  const { connection, shell, root } = met;
  const jobs = [...((await lookUp(met, orphans)) ?? [])];
  const those = (...kinds: readonly string[]) =>
    jobs.filter(([, { state }]) => kinds.includes(state.kind)).map(([job]) => job);
  // Nobody writes there any more, and nobody noted an end by which `emptyText` would know.
  const lost = those('lost');
  if (lost.length > 0) await runErrand(connection, buryText(shell, root, lost));
  const unbegun = those('not-started');
  // A launch that is late would find nothing in its way.
  await Promise.all(unbegun.map((job) => abandonJob(met, job)));
  const over = [...those('done', 'abandoned', 'never-began'), ...unbegun];
  if (over.length > 0) await runErrand(connection, emptyText(shell, root, over));
  if (over.length > 0) await runErrand(connection, forgetText(shell, root, over));
  return [...over, ...lost];
}
