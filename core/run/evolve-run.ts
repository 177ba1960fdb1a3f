import type { FrozenPlan, FrozenStep, RunEvent } from './events.ts';
import { hasBegun } from './facts.ts';
import type { OpenRun, OperationState, StepResult } from './state.ts';

/** A run as it begins: at the first step that applies, nobody asked yet. */
export function startRun({
  run,
  plan,
  target,
  channel,
  by,
  at,
}: Extract<RunEvent, { type: 'RunStarted' }>): OpenRun {
  const results = plan.steps.map(resultAtStart);
  const cursor = firstPending(results);
  return {
    status: 'open',
    run,
    plan,
    target,
    channel,
    startedBy: by,
    startedAt: at,
    cursor,
    attempt: 0,
    phase: { at: 'idle' },
    claimed: null,
    asked: null,
    past: [],
    operations: pendingOperations(plan, cursor),
    results,
    paused: null,
    aborting: null,
    confirmed: [],
    waves: {},
    taken: 0,
    remembered: [],
    hosts: {},
    downtime: [],
  };
}

const resultAtStart = ({ id, applies }: FrozenStep): StepResult => ({
  step: id,
  result: applies ? 'pending' : 'not-applicable',
  attempts: 0,
  asked: 0,
  startedAt: null,
  endedAt: null,
});

/** The step that is next; past the end when all are dealt with (RunCompleted follows in the same append). */
export function firstPending(results: readonly StepResult[]): number {
  const index = results.findIndex(({ result }) => result === 'pending');
  return index === -1 ? results.length : index;
}

export const pendingOperations = (plan: FrozenPlan, cursor: number): readonly OperationState[] =>
  (plan.steps[cursor]?.operations ?? []).map(({ id }) => pending(id));

export const pending = (id: string, sessionsDone: readonly string[] = [], begun = false): OperationState => ({
  id,
  begunBefore: begun,
  state: 'pending',
  jobs: [],
  outcome: null,
  sessionsDone,
  startedAt: null,
  endedAt: null,
});

/** To do once more, but for what of it is done. */
export const again = (operation: OperationState): OperationState =>
  pending(operation.id, operation.sessionsDone, hasBegun(operation));
