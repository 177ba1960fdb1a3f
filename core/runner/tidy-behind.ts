import { executorOf } from '../executors/executor.ts';
import { sweepSpool } from '../executors/index.ts';
import type { Journal } from '../journal/journal.ts';
import { hostsOfOperation } from '../plan/hosts.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunEvent } from '../run/events.ts';
import { fold } from '../run/evolve.ts';
import type { ClaimId, RunId, StepId } from '../run/question.ts';
import { type RunState, initialState } from '../run/state.ts';
import { isUnreadable } from './ledger.ts';
import { plannedOperation, plannedStep } from './planned.ts';
import { tidyOn } from './tidying.ts';
import type { Tools } from './tools.ts';
import { contextOf, secretsAtHand } from './workbench.ts';

/**
 * Removes from the hosts what a process that had this run before had no time to remove: outputs there are not redacted.
 * Of the claim that is open, only what has certainly ended; of claims that are closed, everything that does not live any
 * more, whichever run they belonged to. What cannot be removed now is in the log.
 */
export async function tidyBehind(tools: Tools, run: RunId): Promise<void> {
  const { parts, plans } = tools;
  const events = (await parts.store.journal.read(run)).map(({ event }) => event);
  const state = fold(events, initialState);
  if (state.status === 'not-started') return;
  const plan = await plans.of(state);
  const open = openClaim(state);
  for (const ended of endedOperations(events)) if (ended.claim === open) await tidy(tools, run, plan, ended);
  const hosts = Object.keys(state.hosts);
  const doing = `Tidying up in ${run}`;
  await Promise.all(
    hosts.map((host) =>
      tidyOn(tools, { run, plan, hosts: [host] }, doing, () => sweep(tools, run, plan, host)),
    ),
  );
}

async function tidy(tools: Tools, run: RunId, plan: Plan, { step, claim, operation }: Ended): Promise<void> {
  const { parts, workbench } = tools;
  const planned = plannedOperation(plannedStep(plan, step), operation);
  const never = new AbortController().signal;
  const context = contextOf(parts, plan, workbench.connections(run, plan), secretsAtHand(parts, plan), {
    job: `${claim}.${operation}`,
    meet: async (_host, spool, boot) => ({ spool, boot }),
    report: () => {},
    cancel: never,
    leave: never,
  });
  const place = { run, plan, hosts: hostsOfOperation(planned) };
  await tidyOn(tools, place, `Tidying up after ${operation} of ${run}`, async () =>
    executorOf(parts.executors, planned).tidy?.(planned, context),
  );
}

async function sweep({ parts, workbench }: Tools, run: RunId, plan: Plan, name: string): Promise<void> {
  const inventory = plan.inventory.hosts[name];
  if (inventory === undefined) return;
  const { journal } = parts.store;
  await sweepSpool(workbench.connections(run, plan), { name, inventory }, closedClaims(journal));
}

/** Every claim that is over, those of the newest run first. */
async function* closedClaims(journal: Journal): AsyncGenerator<ClaimId> {
  for (const { run } of await journal.runs()) {
    const events = await readable(journal, run);
    if (events === null) continue;
    const open = openClaim(fold(events, initialState));
    for (const event of events) if (event.type === 'StepStarted' && event.claim !== open) yield event.claim;
  }
}

/** What a run that nobody can read has left stays where it is. */
async function readable(journal: Journal, run: RunId): Promise<readonly RunEvent[] | null> {
  try {
    return (await journal.read(run)).map(({ event }) => event);
  } catch (error) {
    if (isUnreadable(error)) return null;
    throw error;
  }
}

/** A lost outcome keeps its claim open until somebody has settled it: what is left may still be looked at. */
const openClaim = (state: RunState): ClaimId | null =>
  state.status === 'open' && (state.phase.at === 'running' || state.phase.at === 'lost')
    ? state.phase.claim
    : null;

type Ended = { readonly step: StepId; readonly claim: string; readonly operation: string };

/** A lost outcome is not certain: what is left of it may still be looked at. */
function endedOperations(events: readonly RunEvent[]): readonly Ended[] {
  const steps = new Map(
    events.flatMap((event) =>
      event.type === 'StepStarted' ? [[event.claim, event.question.step] as const] : [],
    ),
  );
  return events.flatMap((event) => {
    if (event.type !== 'OperationEnded' || event.outcome.kind === 'lost') return [];
    const step = steps.get(event.claim);
    return step === undefined ? [] : [{ step, claim: event.claim, operation: event.operation }];
  });
}
