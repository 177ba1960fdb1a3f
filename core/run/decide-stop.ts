import type { RunCommand } from './commands.ts';
import { type Decision, accept, refuse, unchanged } from './decision.ts';
import type { RunEvent } from './events.ts';
import { byOf, inFlight, nextOperation, startedOperation } from './facts.ts';
import { isBlank, mayStop } from './policy.ts';
import type { OpenRun } from './state.ts';

/** Pausing: recorded at once. What runs ends by itself; between two operations the step stops here. */
export function pauseRun(
  { reason, by, at }: Extract<RunCommand, { type: 'PauseRun' }>,
  run: OpenRun,
): Decision {
  if (!mayStop(by)) return refuse('not-an-operator');
  if (run.aborting !== null) return refuse('run-is-aborting');
  if (run.paused !== null) return unchanged('already-paused');
  if (isBlank(reason)) return refuse('reason-needed');
  const paused: RunEvent = { type: 'RunPaused', reason, by: byOf(by), at };
  const { phase } = run;
  const between = phase.at === 'running' && startedOperation(run) === null && nextOperation(run) !== null;
  if (!between) return accept(paused);
  const { question, claim } = phase;
  return accept(paused, { type: 'StepInterrupted', question, claim, because: 'paused', at });
}

/** Aborting: recorded at once; closed as soon as nothing with an effect is under way. */
export function abortRun(
  { reason, by, at }: Extract<RunCommand, { type: 'AbortRun' }>,
  run: OpenRun,
): Decision {
  if (!mayStop(by)) return refuse('not-an-operator');
  if (run.aborting !== null) return unchanged('already-aborting');
  if (isBlank(reason)) return refuse('reason-needed');
  const asked: RunEvent = { type: 'AbortRequested', reason, by: byOf(by), at };
  return run.phase.at === 'running' && inFlight(run)
    ? accept(asked)
    : accept(asked, { type: 'RunAborted', reason, at });
}

/** Asks for the jobs under way to end. Where there are none, the step stops here. */
export function cancelJobs({ by, at }: Extract<RunCommand, { type: 'CancelJobs' }>, run: OpenRun): Decision {
  if (!mayStop(by)) return refuse('not-an-operator');
  const { phase } = run;
  if (phase.at !== 'running') return refuse('step-not-running');
  if (phase.cancelling) return unchanged('already-cancelling');
  const { claim, question } = phase;
  const cancelled: RunEvent = { type: 'CancelRequested', claim, by: byOf(by), at };
  return inFlight(run)
    ? accept(cancelled)
    : accept(cancelled, { type: 'StepInterrupted', question, claim, because: 'cancelled', at });
}
