import { runErrand } from '../errand.ts';
import { lineAfter } from './answer.ts';
import { abandonText, signalText } from './errands.ts';
import type { JobState } from './look.ts';
import type { Met } from './spool.ts';

/** Why we end a job; it is noted beside it, for whoever finds it ended. */
export type EndingReason = 'timed-out' | 'cancelled' | 'prompt-unseen';
type Alive = Extract<JobState, { kind: 'alive' }>;

/**
 * TERM goes to the whole group: the wrapper survives it and notes 143. KILL goes to the members without the wrapper,
 * which then notes 137. False if nobody was told: it was over before, or is not known yet by its group.
 * @throws Fault connection-failed
 */
export async function endJob(
  met: Met,
  name: string,
  alive: Alive,
  why: EndingReason,
  signal: 'term' | 'kill',
): Promise<boolean> {
  // Below 2 it would be everybody, or init: never a job.
  if (alive.group === null || alive.group < 2) return false;
  const processes =
    signal === 'term' ? [-alive.group] : alive.members.filter((member) => member !== alive.wrapper);
  if (processes.length === 0) return false;
  const command = signalText(met.shell, met.root, name, why, signal === 'term' ? 15 : 9, processes);
  const { stdout } = await runErrand(met.connection, command);
  return lineAfter(stdout, `watari ${name} over`) === null;
}

/**
 * Takes a job's place, so that it can never begin; false if it has begun before.
 * @throws Fault connection-failed
 */
export async function abandonJob(met: Met, name: string): Promise<boolean> {
  const { stdout } = await runErrand(
    met.connection,
    abandonText(met.shell, met.root, met.spools[0] ?? '', name),
  );
  return lineAfter(stdout, `watari ${name} gone`) !== null;
}
