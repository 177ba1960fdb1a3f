import type { RunCommand } from './commands.ts';
import { type Decision, accept, refuse, unchanged } from './decision.ts';
import { completion, isLastOperation, pendingAbort, verifies } from './endings.ts';
import type { RunEvent } from './events.ts';
import { byOf, frozenOperation, nextOperation, sameQuestion, startedOperation } from './facts.ts';
import { type Outcome, verbatim } from './outcome.ts';
import { has, isBlank } from './policy.ts';
import type { ClaimId, Instant, Question } from './question.ts';
import type { OpenRun } from './state.ts';

/** The claim. Whoever gets this append through carries the step out; nobody else can. */
export function startStep(
  { question, claim, shown, at }: Extract<RunCommand, { type: 'StartStep' }>,
  run: OpenRun,
): Decision {
  const { asked, phase } = run;
  if (phase.at === 'running' && sameQuestion(phase.question, question))
    return phase.claim === claim ? unchanged('already-started') : refuse('step-already-started');
  if (asked === null || !sameQuestion(asked.question, question)) {
    const past = run.past.findLast((candidate) => sameQuestion(candidate.question, question));
    if (past === undefined) return refuse('unknown-question');
    return refuse(past.ended === 'voided' ? 'changed-since-shown' : 'stale-question');
  }
  if (question.asks !== 'carry-out' && question.asks !== 'undo') return refuse('not-approved');
  if (asked.approvedBy.length < asked.required) return refuse('not-approved');
  if (shown !== question.shown)
    return accept({ type: 'QuestionVoided', question, because: 'changed-since-shown', at });
  return accept({ type: 'StepStarted', question, claim, from: firstToDo(question, run), at });
}

/** Where the claim begins: a retry at the first operation that is not done; null where only the proof is left. */
function firstToDo(question: Question, run: OpenRun): string | null {
  const goesOn = question.asks === 'carry-out' || (run.phase.at === 'stopped' && run.phase.during === 'undo');
  if (goesOn) return nextOperation(run)?.id ?? null;
  return run.plan.steps.find(({ id }) => id === question.step)?.undo[0]?.id ?? null;
}

/** Recorded before anything reaches the host, so that whoever comes after us knows what to look for. */
export function startOperation(
  { claim, operation, jobs, at }: Extract<RunCommand, { type: 'StartOperation' }>,
  run: OpenRun,
): Decision {
  if (run.phase.at !== 'running' || run.phase.claim !== claim) return refuse('unknown-claim');
  const next = nextOperation(run);
  if (next?.id !== operation) return refuse('operation-out-of-order');
  if (next.state === 'started') return unchanged('already-started');
  return accept({ type: 'OperationStarted', claim, operation, jobs, at });
}

/** How an operation ended. Late evidence of the claim that was lost is believed. */
export function endOperation(
  { claim, operation, outcome, at }: Extract<RunCommand, { type: 'EndOperation' }>,
  run: OpenRun,
): Decision {
  const { phase } = run;
  if ((phase.at !== 'running' && phase.at !== 'lost') || phase.claim !== claim)
    return refuse('unknown-claim');
  const state = run.operations.find(({ id }) => id === operation)?.state;
  if (state === 'succeeded' || (state === 'lost' && outcome.kind === 'lost'))
    return unchanged('already-recorded');
  if (state !== 'started' && state !== 'lost') return refuse('operation-out-of-order');
  const ended = { type: 'OperationEnded', claim, operation, outcome, by: null, note: null, at } as const;
  return accept(ended, ...afterOperation(run, phase.question, claim, operation, outcome, at));
}

/** A person says that a manual operation is done, or that it is not. */
export function confirmOperation(
  { of, done, note, by, at }: Extract<RunCommand, { type: 'ConfirmOperation' }>,
  run: OpenRun,
): Decision {
  const { phase } = run;
  if (!has(by, 'operator')) return refuse('not-an-operator');
  if (run.confirmed.some(({ claim, operation }) => claim === of?.claim && operation === of.operation))
    return unchanged('already-confirmed');
  if (phase.at !== 'running') return refuse('not-a-manual-step');
  if (of !== null && of.claim !== phase.claim) return refuse('unknown-claim');
  const started = startedOperation(run);
  if (started === null || !frozenOperation(run, started.id).manual) return refuse('not-a-manual-step');
  if (of !== null && of.operation !== started.id) return refuse('operation-out-of-order');
  if (isBlank(note)) return refuse('note-needed');
  const outcome: Outcome = done
    ? { kind: 'succeeded', evidence: [], detail: verbatim(note) }
    : { kind: 'failed', reason: 'said-not-done', detail: verbatim(note), evidence: [] };
  const { claim, question } = phase;
  const operation = started.id;
  return accept(
    { type: 'OperationEnded', claim, operation, outcome, by: byOf(by), note, at },
    ...afterOperation(run, question, claim, operation, outcome, at),
  );
}

/** What an ended operation means for its step, appended together with it. */
function afterOperation(
  run: OpenRun,
  question: Question,
  claim: ClaimId,
  operation: string,
  outcome: Outcome,
  at: Instant,
): readonly RunEvent[] {
  const { detail } = outcome;
  const aborted = pendingAbort(run, at);
  switch (outcome.kind) {
    case 'lost': {
      const { reason } = outcome;
      return [{ type: 'StepOutcomeLost', question, claim, operation, reason, detail, at }, ...aborted];
    }
    case 'failed':
      return [{ type: 'StepFailed', question, claim, detail, at }, ...aborted];
    case 'succeeded':
      if (!isLastOperation(run, operation))
        return aborted.length > 0 ? aborted : interrupted(run, question, claim, at);
      if (question.asks === 'undo') return [{ type: 'StepUndone', question, claim, at }, ...aborted];
      if (verifies(run, question)) return aborted;
      return [
        { type: 'StepSucceeded', question, claim, at },
        ...(aborted.length > 0 ? aborted : completion(run, at, false)),
      ];
  }
}

/** Somebody stopped the step while this operation ran; the next one does not start. */
function interrupted(run: OpenRun, question: Question, claim: ClaimId, at: Instant): readonly RunEvent[] {
  const { phase, paused } = run;
  const running = phase.at === 'running' || phase.at === 'lost' ? phase : null;
  if (running?.rejected) return [{ type: 'StepInterrupted', question, claim, because: 'rejected', at }];
  if (running?.cancelling) return [{ type: 'StepInterrupted', question, claim, because: 'cancelled', at }];
  return paused === null ? [] : [{ type: 'StepInterrupted', question, claim, because: 'paused', at }];
}
