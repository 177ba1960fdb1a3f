import { currentStep, frozenOperation, nextOperation } from '../run/facts.ts';
import type { OpenRun } from '../run/state.ts';
import { type ClaimAtHand, cancelSignal, claimContext, isHeldBy } from './claim-context.ts';
import { handle } from './handle.ts';
import { lookBack } from './look-back.ts';
import { opening, operate, record } from './operate.ts';
import { plannedStep } from './planned.ts';
import type { Tools } from './tools.ts';
import { verify } from './verify.ts';
import { resolveSecrets } from './workbench.ts';

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
      await record(tools, hand.run, opening(tools, hand, currentStep(state).id, next.id));
    else if (frozenOperation(state, next.id).manual) return;
    else await operate(tools, hand, state, next);
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
    ({ id }) => claimContext(tools, hand, secrets, id, { cancel: cancel.signal }),
    stop,
  );
  if (hand.leave.aborted) return;
  await handle(ledger, hand.run, [
    { type: 'RecordVerification', claim: hand.claim, result, at: parts.clock.now() },
  ]);
}

/**
 * What the runbook waits for comes after the step, and nobody knows whether that was: a person would wait in vain for as
 * long as the runbook says, only to hear it.
 */
const SETTLE_MS = 15_000;

/** Asks the step's verification about an outcome that nobody knows. Returns whether that settled it. */
export async function settleByProbe(tools: Tools, hand: ClaimAtHand, run: OpenRun): Promise<boolean> {
  const { parts, ledger } = tools;
  const { phase } = run;
  if (phase.at !== 'lost') return false;
  // A verification that says no of a job that is still at it would be wrong in a moment.
  const found = await lookBack(tools, run, hand.leave);
  if (hand.leave.aborted || found === 'alive') return false;
  if (found === 'recorded') return true;
  const step = plannedStep(hand.plan, phase.question.step);
  const secrets = resolveSecrets(parts, hand.plan);
  const result = await verify(
    parts,
    step.verify,
    ({ id }) => claimContext(tools, hand, secrets, id, { cancel: hand.leave }),
    hand.leave,
    SETTLE_MS,
  );
  if (hand.leave.aborted) return false;
  const { decision } = await handle(ledger, hand.run, [
    { type: 'SettleByProbe', question: phase.question, result, at: parts.clock.now() },
  ]);
  return decision.kind === 'accepted';
}
