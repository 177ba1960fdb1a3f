import { executorOf } from '../executors/executor.ts';
import type { RunEvent } from '../run/events.ts';
import type { RunId, StepId } from '../run/question.ts';
import { plannedOperation, plannedStep } from './planned.ts';
import type { Tools } from './tools.ts';
import { contextOf, secretsAtHand } from './workbench.ts';

/**
 * Removes from the hosts what a process that had this run before had no time to remove: outputs there are not redacted.
 * Only what has certainly ended; nothing is asked of a host that does not answer. @throws Fault connection-failed
 */
export async function tidyBehind(tools: Tools, run: RunId): Promise<void> {
  const { parts, ledger, plans, workbench } = tools;
  const events = (await parts.store.journal.read(run)).map(({ event }) => event);
  const ended = endedOperations(events);
  if (ended.length === 0) return;
  const { state } = await ledger.read(run);
  if (state.status === 'not-started') return;
  const plan = await plans.of(state.plan.planHash);
  const secrets = secretsAtHand(parts, plan);
  const never = new AbortController().signal;
  for (const { step, claim, operation } of ended) {
    const planned = plannedOperation(plannedStep(plan, step), operation);
    const context = contextOf(parts, plan, workbench.connections(run, plan), secrets, {
      job: `${claim}.${operation}`,
      meet: async (_host, spool, boot) => ({ spool, boot }),
      report: () => {},
      cancel: never,
      leave: never,
    });
    await executorOf(parts.executors, planned).tidy?.(planned, context);
  }
}

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
