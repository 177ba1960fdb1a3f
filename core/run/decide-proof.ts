import type { OperationId } from '../plan/operation.ts';
import type { RunCommand } from './commands.ts';
import { type Decision, accept, refuse, unchanged } from './decision.ts';
import { completion, isLastOperation, settlingEndsStep, verifies } from './endings.ts';
import { frozenOperation, nextOperation, sameQuestion } from './facts.ts';
import type { LostReason } from './outcome.ts';
import type { OpenRun } from './state.ts';

/** The verdict of the step's own verification: proven, disproven, or nobody knows. */
export function recordVerification(
  { claim, result, at }: Extract<RunCommand, { type: 'RecordVerification' }>,
  run: OpenRun,
): Decision {
  const { phase } = run;
  if (phase.at !== 'running' || phase.claim !== claim) return refuse('unknown-claim');
  const { question } = phase;
  if (nextOperation(run) !== null || !verifies(run, question)) return refuse('operation-out-of-order');
  const verified = { type: 'StepVerified', claim, result, at } as const;
  const { detail } = result;
  switch (result.kind) {
    case 'satisfied':
      return accept(verified, { type: 'StepSucceeded', question, claim, at }, ...completion(run, at, false));
    case 'unsatisfied':
      return accept(verified, { type: 'StepFailed', question, claim, detail, at });
    case 'inconclusive':
      return accept(verified, { type: 'StepUnverified', question, claim, detail, at });
  }
}

/**
 * The step's verification, asked about a lost outcome. Satisfied is proof. Unsatisfied disproves only if nothing
 * else was left to do and nobody can still be at it, and says nothing about an undo.
 */
export function settleByProbe(
  { question, result, at }: Extract<RunCommand, { type: 'SettleByProbe' }>,
  run: OpenRun,
): Decision {
  const { phase } = run;
  if (phase.at !== 'lost') return refuse('outcome-not-lost');
  if (!sameQuestion(phase.question, question)) return refuse('stale-question');
  if (question.asks === 'undo' || result.kind === 'inconclusive') return unchanged('probe-proves-nothing');
  const settled = { type: 'StepSettled', question, by: 'probe', evidence: result.evidence, at } as const;
  if (result.kind === 'satisfied')
    return accept(
      { ...settled, verdict: 'done' },
      ...(settlingEndsStep(run) ? completion(run, at, false) : []),
    );
  return isLastOperation(run, phase.operation) && !mayLive(run, phase.operation, phase.reason)
    ? accept({ ...settled, verdict: 'not-done' })
    : unchanged('probe-proves-nothing');
}

/** Nobody saw the job's end, nor that nobody is left of it: it may be half-way through. */
const mayLive = (run: OpenRun, operation: OperationId, reason: LostReason): boolean =>
  (reason === 'no-answer' || reason === 'spool-vanished') &&
  frozenOperation(run, operation).recovery === 'attach';
