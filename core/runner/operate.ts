import { Fault } from '../errors.ts';
import { type Context, executorOf } from '../executors/executor.ts';
import { faultSentence } from '../fault-sentence.ts';
import { hostsOfOperation } from '../plan/hosts.ts';
import type { OperationId } from '../plan/operation.ts';
import type { RunCommand } from '../run/commands.ts';
import { currentStep } from '../run/facts.ts';
import type { Outcome } from '../run/outcome.ts';
import type { RunId, StepId } from '../run/question.ts';
import type { OpenRun, OperationState } from '../run/state.ts';
import { type ClaimAtHand, cancelSignal, claimContext, isHeldBy } from './claim-context.ts';
import { type Handled, handle } from './handle.ts';
import { jobNames, plannedOperation, plannedStep } from './planned.ts';
import { tidyOn } from './tidying.ts';
import type { Tools } from './tools.ts';
import { whenAborted } from './when-aborted.ts';
import { resolveSecrets } from './workbench.ts';

/** When our own machinery breaks under way, the same job is looked for again after this, then ever more patiently. */
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;

/**
 * The commands that begin an operation: recorded before anything reaches the host. Without its secrets it certainly
 * never begins, and that is recorded too.
 */
export function opening(
  { parts }: Tools,
  { claim, plan }: Pick<ClaimAtHand, 'claim' | 'plan'>,
  step: StepId,
  operation: OperationId,
): readonly [RunCommand, ...RunCommand[]] {
  const at = parts.clock.now();
  const planned = plannedOperation(plannedStep(plan, step), operation);
  const start: RunCommand = {
    type: 'StartOperation',
    claim,
    operation,
    jobs: jobNames(planned, `${claim}.${operation}`),
    at,
  };
  try {
    resolveSecrets(parts, plan);
    return [start];
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const detail = faultSentence(error);
    const outcome: Outcome = { kind: 'failed', reason: 'not-started', detail, evidence: [] };
    return [start, { type: 'EndOperation', claim, operation, outcome, at }];
  }
}

/** Carries one started operation out and records how it ended, together with the beginning of the next. */
export async function operate(
  tools: Tools,
  hand: ClaimAtHand,
  run: OpenRun,
  { id, sessionsDone }: OperationState,
): Promise<void> {
  const { parts } = tools;
  const planned = plannedOperation(plannedStep(hand.plan, currentStep(run).id), id);
  using cancel = cancelSignal(tools, hand);
  const contexts: Context[] = [];
  let isFirst = tools.justStarted.delete(`${hand.claim}.${id}`);
  const executor = executorOf(parts.executors, planned);
  const outcome = await persistently(tools, hand, async () => {
    const own = { cancel: cancel.signal, again: !isFirst, sessionsDone };
    isFirst = false;
    const context = claimContext(tools, hand, resolveSecrets(parts, hand.plan), id, own);
    contexts.push(context);
    return executor.carryOut(planned, context);
  });
  if (outcome === null) return;
  // What this process says never began, another one may have begun while this one stood still: that one looks for it.
  if (outcome.kind === 'failed' && !(await hand.isAlone())) return;
  const following = run.operations.find((operation) => operation.state === 'pending');
  const { events } = await record(tools, hand.run, [
    { type: 'EndOperation', claim: hand.claim, operation: id, outcome, at: parts.clock.now() },
    ...(following === undefined ? [] : opening(tools, hand, currentStep(run).id, following.id)),
  ]);
  const context = contexts.at(-1);
  if (events.length === 0 || outcome.kind === 'lost' || context === undefined) return;
  // Its end is durable now, so what it left on the host may go. Nobody waits for that.
  const place = { run: hand.run, plan: hand.plan, hosts: hostsOfOperation(planned) };
  const own = { ...context, connections: tools.workbench.connections(hand.run, hand.plan) };
  const tidying = tidyOn(tools, place, `Tidying up after ${id} of ${hand.run}`, async () =>
    executor.tidy?.(planned, own),
  );
  tools.background.add(tidying);
  void tidying.finally(() => tools.background.delete(tidying));
}

/**
 * Tries until there is an answer; null when this process lets go, or the claim is over without one. A Fault is ours, and says
 * nothing about the job.
 */
async function persistently(
  { parts, ledger }: Tools,
  { run, claim, leave }: ClaimAtHand,
  carry: () => Promise<Outcome>,
): Promise<Outcome | null> {
  const left = whenAborted(leave);
  for (let waitMs = FIRST_RETRY_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_RETRY_MS)) {
    const carrying = carry();
    // Once we have let go, nobody listens any more to how it ends here.
    carrying.catch(() => undefined);
    try {
      return await Promise.race([carrying, left]);
    } catch (error) {
      // Trying again brings no secret: that is for another process, or for later.
      if (!(error instanceof Fault) || error.code === 'secret-unavailable') throw error;
      parts.log(`Carrying out a step of ${run}`, error);
    }
    await parts.clock.sleep(waitMs, leave);
    if (leave.aborted || !isHeldBy((await ledger.read(run)).state, claim)) return null;
  }
}

/** Handles, and remembers what this process has begun and not yet carried out: nobody can have done so before. */
export async function record(
  tools: Tools,
  run: RunId,
  commands: readonly [RunCommand, ...RunCommand[]],
): Promise<Handled> {
  const handled = await handle(tools.ledger, run, commands);
  for (const event of handled.events)
    if (event.type === 'OperationStarted') tools.justStarted.add(`${event.claim}.${event.operation}`);
  return handled;
}
