import type { RunEvent } from './events.ts';
import { currentStep, resultAt } from './facts.ts';
import type { By, Instant, Question } from './question.ts';
import type { OpenRun } from './state.ts';
import { moved } from './waves.ts';

/** What comes after a step is over: nothing, the end of the run, or the abort that was waiting for it. */

/** RunCompleted, if the current step was the last one to be dealt with. */
export function completion(run: OpenRun, at: Instant, skippedNow: boolean): readonly RunEvent[] {
  if (run.results.some(({ result }, index) => index !== run.cursor && result === 'pending')) return [];
  const skipped = run.plan.steps
    .filter((_, index) => (index === run.cursor ? skippedNow : resultAt(run, index).result === 'skipped'))
    .map(({ id }) => id);
  return [{ type: 'RunCompleted', skipped, at }];
}

/** RunAborted, if somebody asked for it while the step ran. */
export const pendingAbort = (run: OpenRun, at: Instant): readonly RunEvent[] =>
  run.aborting === null ? [] : [{ type: 'RunAborted', reason: run.aborting.reason, at }];

/** What a question that needs no claim brings about, once enough people have said yes. */
export function takesEffect(
  run: OpenRun,
  question: Question,
  by: By,
  reason: string | null,
  at: Instant,
): readonly RunEvent[] {
  switch (question.asks) {
    case 'carry-out':
    case 'undo':
      return []; // whoever wins the claim goes on from here
    case 'resume':
      return [{ type: 'RunResumed', question, at }];
    case 'skip':
      return [{ type: 'StepSkipped', question, reason: reason ?? '', at }, ...completion(run, at, true)];
    case 'settle-done':
      return [
        { type: 'StepSettled', question, verdict: 'done', by, evidence: [], at },
        ...(settlingEndsStep(run) ? completion(run, at, false) : []),
      ];
    case 'amend':
      return run.asked?.move === undefined ? [] : moved(run, run.asked.move, by, reason, at);
    case 'settle-not-done':
      return [{ type: 'StepSettled', question, verdict: 'not-done', by, evidence: [], at }];
  }
}

/**
 * Whether `done` makes the step done. Settling a lost operation speaks about that operation alone: if others are
 * left, the step stands stopped and a retry goes on with them. An undo that is settled leaves the step to be done.
 */
export function settlingEndsStep(run: OpenRun): boolean {
  const { phase } = run;
  if (phase.at === 'lost')
    return phase.question.asks === 'carry-out' && isLastOperation(run, phase.operation);
  return !(phase.at === 'stopped' && phase.during === 'undo');
}

/** No other operation of the claim is left. */
export const isLastOperation = (run: OpenRun, id: string): boolean =>
  run.operations.every((operation) => operation.id === id || operation.state === 'succeeded');

export const verifies = (run: OpenRun, question: Question): boolean =>
  question.asks === 'carry-out' && currentStep(run).verifies;
