import type { JobEnd } from './job-end.ts';
import { lookUp } from './look.ts';
import { readOutputs, type Stream } from './output.ts';
import type { Met } from './spool.ts';

/**
 * Looks once for a job that nobody follows any more: it lives, it has ended (with its outputs, as `readOutputs` brings
 * them), or neither can be said.
 * @throws Fault connection-failed
 */
export async function findAgain(
  met: Met,
  name: string,
  whole: readonly Stream[],
): Promise<'alive' | Extract<JobEnd, { kind: 'ended' }> | null> {
  const found = (await lookUp(met, [name]))?.get(name);
  if (found?.state.kind === 'alive') return 'alive';
  if (found?.state.kind !== 'done') return null;
  const { exits, why } = found.state;
  const outputs = await readOutputs(met, name, whole);
  return { kind: 'ended', exits, asked: found.asked, why, outputs };
}
