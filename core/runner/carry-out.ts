import { Fault } from '../errors.ts';
import { executorOf } from '../executors/executor.ts';
import type { OperationId } from '../plan/operation.ts';
import type { RunCommand } from '../run/commands.ts';
import { currentStep, frozenOperation, nextOperation } from '../run/facts.ts';
import type { Outcome } from '../run/outcome.ts';
import type { StepId } from '../run/question.ts';
import type { OpenRun, OperationState } from '../run/state.ts';
import { type ClaimAtHand, cancelSignal, claimContext, isHeldBy } from './claim-context.ts';
import { handle } from './handle.ts';
import { jobNames, plannedOperation, plannedStep } from './planned.ts';
import type { Tools } from './tools.ts';
import { verify } from './verify.ts';
import { resolveSecrets } from './workbench.ts';

/** When our own machinery breaks under way, the same job is looked for again after this, then ever more patiently. */
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;

/**
 * Carries a claim on from wherever it stands, until the step is over, a person is needed, or this process lets go.
 * Called on a claim that a dead process left: what was started is looked for under the same name.
 */
export async function carryOut(tools: Tools, hand: ClaimAtHand): Promise<void> {
  while (!hand.leave.aborted) {
    const { state } = await tools.ledger.read(hand.run);
    if (state.status !== 'open' || !isHeldBy(state, hand.claim)) return;
    const next = nextOperation(state);
    if (next === null) return prove(tools, hand, state);
    if (next.state === 'pending')
      await handle(tools.ledger, hand.run, opening(tools, hand, currentStep(state).id, next.id));
    else if (frozenOperation(state, next.id).manual) return;
    else await operate(tools, hand, state, next);
  }
}

/**
 * The commands that begin an operation: recorded before anything reaches the host. Without its secrets it certainly
 * never begins, and that is recorded too.
 */
export function opening(
  { parts }: Tools,
  { claim, plan }: ClaimAtHand,
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
    const outcome: Outcome = { kind: 'failed', reason: 'not-started', detail: error.message, evidence: [] };
    return [start, { type: 'EndOperation', claim, operation, outcome, at }];
  }
}

/** Carries one started operation out and records how it ended, together with the beginning of the next. */
async function operate(tools: Tools, hand: ClaimAtHand, run: OpenRun, { id }: OperationState): Promise<void> {
  const { parts, ledger } = tools;
  const planned = plannedOperation(plannedStep(hand.plan, currentStep(run).id), id);
  using cancel = cancelSignal(tools, hand);
  let context;
  const executor = executorOf(parts.executors, planned);
  const outcome = await persistently(tools, hand, async () => {
    context = claimContext(tools, hand, resolveSecrets(parts, hand.plan), id, cancel.signal);
    return executor.carryOut(planned, context);
  });
  if (outcome === null) return;
  const following = run.operations.find((operation) => operation.state === 'pending');
  const { events } = await handle(ledger, hand.run, [
    { type: 'EndOperation', claim: hand.claim, operation: id, outcome, at: parts.clock.now() },
    ...(following === undefined ? [] : opening(tools, hand, currentStep(run).id, following.id)),
  ]);
  if (events.length === 0 || outcome.kind === 'lost' || context === undefined) return;
  // Its end is durable now, so what it left on the host may go. Nobody waits for that.
  const tidying = (executor.tidy?.(planned, context) ?? Promise.resolve()).catch((error: unknown) =>
    parts.log(`Tidying up after ${id} of ${hand.run}`, error),
  );
  tools.background.add(tidying);
  void tidying.finally(() => tools.background.delete(tidying));
}

/** Tries until there is an answer; null when this process lets go. A Fault is ours, and says nothing about the job. */
async function persistently(
  { parts }: Tools,
  { run, leave }: ClaimAtHand,
  carry: () => Promise<Outcome>,
): Promise<Outcome | null> {
  const left = new Promise<null>((resolve) => {
    if (leave.aborted) resolve(null);
    leave.addEventListener('abort', () => resolve(null), { once: true });
  });
  for (let waitMs = FIRST_RETRY_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_RETRY_MS)) {
    const carrying = carry();
    // Once we have let go, nobody listens any more to how it ends here.
    carrying.catch(() => undefined);
    try {
      return await Promise.race([carrying, left]);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      parts.log(`Carrying out a step of ${run}`, error);
    }
    await parts.clock.sleep(waitMs, leave);
    if (leave.aborted) return null;
  }
}

/** After the last operation: asks the world whether the step did what it should. */
async function prove(tools: Tools, hand: ClaimAtHand, run: OpenRun): Promise<void> {
  const { parts, ledger } = tools;
  using cancel = cancelSignal(tools, hand);
  const stop = AbortSignal.any([cancel.signal, hand.leave]);
  const step = plannedStep(hand.plan, currentStep(run).id);
  const secrets = resolveSecrets(parts, hand.plan);
  const result = await verify(
    parts,
    step.verify,
    ({ id }) => claimContext(tools, hand, secrets, id, cancel.signal),
    stop,
  );
  if (hand.leave.aborted) return;
  await handle(ledger, hand.run, [
    { type: 'RecordVerification', claim: hand.claim, result, at: parts.clock.now() },
  ]);
}

/** Asks the step's verification about an outcome that nobody knows. Returns whether that settled it. */
export async function settleByProbe(tools: Tools, hand: ClaimAtHand, run: OpenRun): Promise<boolean> {
  const { parts, ledger } = tools;
  const { phase } = run;
  if (phase.at !== 'lost') return false;
  const step = plannedStep(hand.plan, phase.question.step);
  const secrets = resolveSecrets(parts, hand.plan);
  const result = await verify(
    parts,
    step.verify,
    ({ id }) => claimContext(tools, hand, secrets, id, hand.leave),
    hand.leave,
  );
  if (hand.leave.aborted) return false;
  const { decision } = await handle(ledger, hand.run, [
    { type: 'SettleByProbe', question: phase.question, result, at: parts.clock.now() },
  ]);
  return decision.kind === 'accepted';
}
