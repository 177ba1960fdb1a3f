import { Fault, assertNever } from '../errors.ts';
import type { RunEvent } from './events.ts';
import { operationEnded, operationStarted, startedClaim } from './evolve-claim.ts';
import { asked, closeQuestion, rejected } from './evolve-question.ts';
import { startRun } from './evolve-run.ts';
import { interrupted, settled, skipped, stopped, succeeded, undone } from './evolve-step.ts';
import type { OpenRun, RunState } from './state.ts';

/**
 * Folds one event. Every event that `decide` gave folds; one that does not fit means that somebody changed the journal.
 * @throws Fault journal-corrupt
 */
export function evolve(state: RunState, event: RunEvent): RunState {
  if (event.type === 'RunStarted') {
    if (state.status === 'not-started') return startRun(event);
    throw misfit(event, state);
  }
  if (state.status !== 'open') throw misfit(event, state);
  if (event.type === 'RunCompleted') {
    const status = event.skipped.length === 0 ? 'completed' : 'completed-with-skips';
    return { ...closeQuestion(state, 'dropped'), status, endedAt: event.at };
  }
  if (event.type === 'RunAborted')
    return { ...closeQuestion(state, 'dropped'), status: 'aborted', endedAt: event.at };
  return evolveOpen(state, event);
}

/** The state after all of them, from the beginning. @throws Fault journal-corrupt */
export const fold = (events: Iterable<RunEvent>, from: RunState): RunState => {
  let state = from;
  for (const event of events) state = evolve(state, event);
  return state;
};

type WhileOpen = Exclude<RunEvent, { type: 'RunStarted' | 'RunCompleted' | 'RunAborted' }>;

function evolveOpen(run: OpenRun, event: WhileOpen): OpenRun {
  const { phase } = run;
  switch (event.type) {
    case 'HostMet':
      return { ...run, hosts: { ...run.hosts, [event.host]: { spool: event.spool, boot: event.boot } } };
    case 'WaveAssigned':
      return assigned(run, event);
    case 'StepRequested':
      return asked(run, event);
    case 'StepApproved':
      if (run.asked === null) throw misfit(event, run);
      return { ...run, asked: { ...run.asked, approvedBy: [...run.asked.approvedBy, event.by] } };
    case 'StepRejected':
      return rejected(run, event);
    case 'QuestionVoided':
      return closeQuestion(run, 'voided');
    case 'StepStarted':
      return startedClaim(run, event);
    case 'OperationStarted':
      return operationStarted(run, event);
    case 'OperationEnded':
      return operationEnded(run, event);
    case 'StepVerified':
    case 'NoteAdded':
      return run; // kept in the journal; what follows from a verification is an event of its own
    case 'StepSucceeded':
      return succeeded(run, event.at);
    case 'StepFailed':
      return stopped(run, 'failed', event.detail);
    case 'StepUnverified':
      return stopped(run, 'unverified', event.detail);
    case 'StepInterrupted':
      return interrupted(run, event.because);
    case 'StepOutcomeLost': {
      const { claim, question, operation, reason, detail } = event;
      const said =
        phase.at === 'running'
          ? { cancelling: phase.cancelling, rejected: phase.rejected }
          : { cancelling: false, rejected: false };
      return { ...run, phase: { at: 'lost', claim, question, operation, reason, detail, ...said } };
    }
    case 'StepSettled':
      return settled(
        event.by === 'probe' ? closeQuestion(run, 'dropped') : closeQuestion(run, 'answered'),
        event,
      );
    case 'StepSkipped':
      return skipped(closeQuestion(run, 'answered'), event.at);
    case 'StepUndone':
      return undone(run, event.at);
    case 'CancelRequested':
      if (phase.at !== 'running') throw misfit(event, run);
      return {
        ...run,
        phase: { ...phase, cancelling: true },
        claimed: { claim: event.claim, cancelledBy: event.by },
      };
    case 'RunPaused':
      return { ...closeQuestion(run, 'dropped'), paused: { reason: event.reason, by: event.by } };
    case 'RunResumed':
      return { ...closeQuestion(run, 'answered'), paused: null, taken: 0 };
    case 'AbortRequested':
      return { ...closeQuestion(run, 'dropped'), aborting: { reason: event.reason, by: event.by } };
    default:
      return assertNever(event);
  }
}

/** At the start nobody has asked; later an approved question is what moves users. */
const assigned = (run: OpenRun, event: Extract<RunEvent, { type: 'WaveAssigned' }>): OpenRun => ({
  ...closeQuestion(run, 'answered'),
  waves: { ...run.waves, [event.wave]: event.members },
  taken: run.taken + event.taken,
});

const misfit = (event: RunEvent, state: RunState): Fault =>
  new Fault(
    'journal-corrupt',
    'Reading the journal of a run',
    `${event.type} of ${event.at} does not fit a run that is ${state.status}`,
  );
