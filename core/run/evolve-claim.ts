import { service } from './downtime.ts';
import type { RunEvent } from './events.ts';
import { closeQuestion } from './evolve-question.ts';
import { again, pending } from './evolve-run.ts';
import { currentStep, indexOf, isDone } from './facts.ts';
import type { OpenRun, OperationState } from './state.ts';

type Of<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;

/** A claim begins: what is done stays done, everything else is to do. An undo moves back to the step it undoes. */
export function startedClaim(run: OpenRun, { question, claim, at }: Of<'StepStarted'>): OpenRun {
  const undoes = question.asks === 'undo';
  const goesOnUndoing = run.phase.at === 'stopped' && run.phase.during === 'undo';
  const cursor = indexOf(run, question.step);
  const step = run.plan.steps[cursor];
  const operations =
    undoes && !goesOnUndoing
      ? (step?.undo ?? []).map(({ id }) => pending(id))
      : run.operations.map((operation) => (isDone(operation) ? operation : again(operation)));
  return {
    ...closeQuestion(run, 'started'),
    cursor,
    attempt: question.attempt,
    claimed: { claim, cancelledBy: null },
    phase: { at: 'running', claim, question, cancelling: false, rejected: false },
    operations,
    results: run.results.map((result, index) =>
      index === cursor
        ? {
            ...result,
            result: 'pending',
            attempts: result.attempts + (undoes ? 0 : 1),
            startedAt: undoes ? result.startedAt : (result.startedAt ?? at),
            endedAt: null,
          }
        : result,
    ),
    downtime: service(run.downtime, step, undoes ? 'undo-begins' : 'begins', at),
  };
}

export const operationStarted = (run: OpenRun, { operation, jobs, at }: Of<'OperationStarted'>): OpenRun =>
  withOperation(run, operation, { state: 'started', jobs, startedAt: at });

export function operationEnded(run: OpenRun, event: Of<'OperationEnded'>): OpenRun {
  const { operation, outcome, at, by } = event;
  // A try that never began says nothing of sessions: those that are done stay done.
  const done = outcome.kind === 'succeeded' ? { sessionsDone: [] } : sessionsSaid(outcome);
  const ended = withOperation(run, operation, { state: outcome.kind, outcome, ...done, endedAt: at });
  const confirmed =
    by === null ? run.confirmed : [...run.confirmed, { claim: event.claim, operation: event.operation }];
  const remembered = [...run.remembered, ...memoryOf(run, event)];
  if (run.phase.at !== 'lost') return { ...ended, confirmed, remembered };
  // Late evidence of a claim that was lost: what was asked about it is overtaken.
  const { claim, question, cancelling, rejected } = run.phase;
  return {
    ...closeQuestion(ended, 'dropped'),
    phase: { at: 'running', claim, question, cancelling, rejected },
  };
}

/** What the operation was there to remember, if it was. */
function memoryOf(run: OpenRun, { operation, outcome }: Of<'OperationEnded'>): OpenRun['remembered'] {
  const { id, operations } = currentStep(run);
  const isMemory = operations.some((one) => one.id === operation && one.remembers);
  const [document] = outcome.evidence;
  return !isMemory || outcome.kind !== 'succeeded' || document === undefined ? [] : [{ step: id, document }];
}

const sessionsSaid = ({ sessionsDone }: { readonly sessionsDone?: readonly string[] }) =>
  sessionsDone === undefined ? {} : { sessionsDone };

const withOperation = (run: OpenRun, id: string, change: Partial<OperationState>): OpenRun => ({
  ...run,
  operations: run.operations.map((operation) =>
    operation.id === id ? { ...operation, ...change } : operation,
  ),
});
