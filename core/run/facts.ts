import { Fault } from '../errors.ts';
import type { FrozenStep } from './events.ts';
import type { Account, Actor, By, Question, StepId } from './question.ts';
import type { OpenRun, OperationState, StepResult } from './state.ts';

/** What follows from a state, asked by `decide`, `evolve` and whoever draws a run. */

const missing = (run: OpenRun, what: string): Fault =>
  new Fault('journal-corrupt', `Folding the run ${run.run}`, `${what} is not in its plan`);

/** The step at the cursor. @throws Fault journal-corrupt */
export function currentStep(run: OpenRun): FrozenStep {
  const step = run.plan.steps[run.cursor];
  if (step === undefined) throw missing(run, `step ${run.cursor}`);
  return step;
}

export const indexOf = (run: OpenRun, step: StepId): number =>
  run.plan.steps.findIndex(({ id }) => id === step);

/** @throws Fault journal-corrupt */
export function resultAt(run: OpenRun, index: number): StepResult {
  const result = run.results[index];
  if (result === undefined) throw missing(run, `step ${index}`);
  return result;
}

export const sameQuestion = (a: Question, b: Question): boolean =>
  a.run === b.run && a.step === b.step && a.attempt === b.attempt && a.asks === b.asks && a.shown === b.shown;

export function sameAccount(a: Account, b: Account): boolean {
  switch (a.kind) {
    case 'slack':
      return b.kind === 'slack' && a.team === b.team && a.user === b.user;
    case 'os':
      return b.kind === 'os' && a.login === b.login;
    case 'lab':
      return b.kind === 'lab' && a.name === b.name;
  }
}

/** The person without the roles of the moment: what the journal keeps. */
export const byOf = ({ person, account, via }: Actor): By => ({ person, account, via });

export const isDone = ({ state }: OperationState): boolean => state === 'succeeded';

/** The operation that comes next in the claim, or null when all are done. */
export const nextOperation = (run: OpenRun): OperationState | null =>
  run.operations.find((operation) => !isDone(operation)) ?? null;

/** How operation `id` of what is at the cursor was frozen: its verb, its recovery, whether a person does it. */
export function frozenOperation(run: OpenRun, id: string): FrozenStep['operations'][number] {
  const step = currentStep(run);
  const found = [...step.operations, ...step.undo].find((operation) => operation.id === id);
  if (found === undefined) throw missing(run, `operation ${id}`);
  return found;
}

/** The operation that is started and has not ended, or null. */
export const startedOperation = (run: OpenRun): OperationState | null =>
  run.operations.find(({ state }) => state === 'started') ?? null;

/**
 * Something with an effect of its own is under way out there, so the run cannot just let go of it.
 * A person at work (manual) or a wait has none: what stops those takes hold at once.
 */
export function inFlight(run: OpenRun): boolean {
  const started = startedOperation(run);
  return started !== null && frozenOperation(run, started.id).recovery !== 'wait';
}

/** The last step before the cursor that stands as done, or null. Skipped steps have nothing to undo. */
export function lastDone(run: OpenRun): FrozenStep | null {
  for (let index = run.cursor - 1; index >= 0; index -= 1) {
    const { result } = resultAt(run, index);
    if (result === 'succeeded' || result === 'settled-done') return run.plan.steps[index] ?? null;
  }
  return null;
}

/** What is lost, by name: its probe asks about it once and not for ever, and what people say of it says nothing of anything else. */
export const lostKey = ({ phase }: Pick<OpenRun, 'phase'>): string | null =>
  phase.at === 'lost' ? `${phase.claim}.${phase.operation}` : null;

/** Nothing of the current attempt has touched the world yet. */
export const untouched = (run: OpenRun): boolean => run.operations.every(({ state }) => state === 'pending');

/** Whether some of it may be there already when it is begun (once more): then its retry is what runs. */
export function hasBegun({ begunBefore, state, outcome }: OperationState): boolean {
  if (begunBefore) return true;
  if (state === 'pending') return false;
  return !(outcome?.kind === 'failed' && outcome.reason === 'not-started');
}

/** Operations at the cursor whose retry is what runs, in the attempt under way or in the next one. */
export const begunBefore = ({ operations }: Pick<OpenRun, 'operations'>): ReadonlySet<string> =>
  new Set(
    operations
      .filter((operation) =>
        // What is under way, or ended as nobody knows, runs as it was begun.
        operation.state === 'pending' || operation.state === 'failed'
          ? hasBegun(operation)
          : operation.begunBefore,
      )
      .map(({ id }) => id),
  );
