import type { Plan } from '../plan/plan.ts';
import { nextOperation } from '../run/facts.ts';
import type { OpenRun } from '../run/state.ts';
import { handle } from './handle.ts';
import { opening, record } from './operate.ts';
import { lookAhead } from './shown.ts';
import type { Tools } from './tools.ts';

/** Whether a question is open that only waits for somebody to claim it. */
export function isApproved({ asked, paused }: OpenRun): boolean {
  if (asked === null || paused !== null) return false;
  const { asks } = asked.question;
  return (asks === 'carry-out' || asks === 'undo') && asked.approvedBy.length >= asked.required;
}

/**
 * Claims the approved question if what was shown still holds. If it does not, the question is void, and is asked again
 * in the name of the same person with what holds now. Nothing happens if somebody else was faster.
 */
export async function claimApproved(
  tools: Tools,
  run: OpenRun,
  plan: Plan,
  leave: AbortSignal,
): Promise<void> {
  const { parts, ledger, workbench } = tools;
  if (run.asked === null) return;
  const { question, requestedBy, reason } = run.asked;
  const shown =
    tools.lookedAt.take(question) ??
    (await lookAhead(parts, workbench, plan, run, question.asks, question.step)).shown;
  if (leave.aborted) return;

  const claim = parts.newClaim();
  const first = firstOperation(run);
  const at = parts.clock.now();
  const { decision } = await record(tools, run.run, [
    { type: 'StartStep', question, claim, shown, at },
    ...(first === null ? [] : opening(tools, { claim, plan }, question.step, first)),
  ]);
  if (decision.kind !== 'accepted' || decision.events[0].type !== 'QuestionVoided') return;
  const asked = await handle(ledger, run.run, [
    {
      type: 'RequestStep',
      asks: question.asks,
      retry: run.phase.at === 'stopped',
      shown,
      about: { step: question.step, attempt: question.attempt + 1, lost: null },
      reason,
      // The role was looked up when they asked; it is the same wish.
      by: { ...requestedBy, roles: ['operator'] },
      at,
    },
  ]);
  const [requested] = asked.events;
  if (requested?.type === 'StepRequested') tools.lookedAt.note(requested.question, shown);
}

/** The operation that the claim begins with; null where only the proof is left. */
function firstOperation(run: OpenRun): string | null {
  const goesOn = run.phase.at === 'stopped' && run.phase.during === 'undo';
  if (run.asked?.question.asks === 'carry-out' || goesOn) return nextOperation(run)?.id ?? null;
  return run.plan.steps.find(({ id }) => id === run.asked?.question.step)?.undo[0]?.id ?? null;
}
