import { Fault } from '../errors.ts';
import { executorOf } from '../executors/executor.ts';
import type { OpenRun } from '../run/state.ts';
import { handle } from './handle.ts';
import { plannedOperation, plannedStep } from './planned.ts';
import type { Tools } from './tools.ts';
import { contextOf, secretsAtHand } from './workbench.ts';

/** Somebody waits for the answer: a host that does not give one in this time has nothing to say. */
const LOOK_MS = 8000;

/**
 * Looks once more for what was lost. `alive`: it still runs. `recorded`: it has ended meanwhile, and how is in the journal
 * now, as late evidence of its claim. Null: nothing more is known than before.
 */
export async function lookBack(
  tools: Tools,
  run: OpenRun,
  leave: AbortSignal = new AbortController().signal,
): Promise<'alive' | 'recorded' | null> {
  const { parts, ledger, plans, workbench } = tools;
  const { phase } = run;
  if (phase.at !== 'lost') return null;
  const { claim, operation } = phase;
  const plan = await plans.of(run);
  const planned = plannedOperation(plannedStep(plan, phase.question.step), operation);
  const executor = executorOf(parts.executors, planned);
  const secrets = secretsAtHand(parts, plan);
  const done = run.operations.find(({ id }) => id === operation)?.sessionsDone ?? [];
  const tooLong = new AbortController();
  const context = contextOf(parts, plan, workbench.connections(run.run, plan), secrets, {
    job: `${claim}.${operation}`,
    sessionsDone: done,
    meet: async (host, spool, boot) => run.hosts[host] ?? { spool, boot },
    report: () => {},
    cancel: tooLong.signal,
    leave,
  });
  // What it printed may hold a secret that nobody here could take out of it.
  const keep = async (bytes: Uint8Array, what: string) => {
    if (secrets.areWhole) return context.keep(bytes, what);
    throw new Fault('secret-unavailable', 'Keeping evidence', 'a secret is not at hand');
  };
  const waited = parts.clock.sleep(LOOK_MS, tooLong.signal).then(() => null);
  try {
    const found = await Promise.race([executor.lookBack?.(planned, { ...context, keep }) ?? null, waited]);
    if (found === null || found === 'alive') return found;
    const { decision } = await handle(ledger, run.run, [
      { type: 'EndOperation', claim, operation, outcome: found, at: parts.clock.now() },
    ]);
    return decision.kind === 'accepted' ? 'recorded' : null;
  } finally {
    tooLong.abort();
  }
}
