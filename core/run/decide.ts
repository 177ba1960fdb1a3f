import { assertNever } from '../errors.ts';
import type { RunCommand } from './commands.ts';
import { approveStep, rejectStep } from './decide-answer.ts';
import { confirmOperation, endOperation, startOperation, startStep } from './decide-carry-out.ts';
import { recordVerification, settleByProbe } from './decide-proof.ts';
import { requestStep } from './decide-request.ts';
import { abortRun, cancelJobs, pauseRun } from './decide-stop.ts';
import { type Decision, accept, refuse, unchanged } from './decision.ts';
import { byOf } from './facts.ts';
import { has, isBlank } from './policy.ts';
import type { OpenRun, RunState } from './state.ts';

/**
 * The rules of a run, all of them: accepted (with what happened), unchanged (a repeated answer) or refused (one of a
 * closed list). Pure: time, identity and chance are in the command.
 */
export function decide(command: RunCommand, state: RunState): Decision {
  if (command.type === 'StartRun') return startRun(command, state);
  if (state.status !== 'open') return refuse('run-not-open');
  switch (command.type) {
    case 'MeetHost':
      return meetHost(command, state);
    case 'RequestStep':
      return requestStep(command, state);
    case 'ApproveStep':
      return approveStep(command, state);
    case 'RejectStep':
      return rejectStep(command, state);
    case 'StartStep':
      return startStep(command, state);
    case 'StartOperation':
      return startOperation(command, state);
    case 'EndOperation':
      return endOperation(command, state);
    case 'ConfirmOperation':
      return confirmOperation(command, state);
    case 'RecordVerification':
      return recordVerification(command, state);
    case 'SettleByProbe':
      return settleByProbe(command, state);
    case 'CancelJobs':
      return cancelJobs(command, state);
    case 'AddNote':
      if (isBlank(command.text)) return refuse('text-needed');
      return accept({ type: 'NoteAdded', text: command.text, by: byOf(command.by), at: command.at });
    case 'PauseRun':
      return pauseRun(command, state);
    case 'AbortRun':
      return abortRun(command, state);
    default:
      return assertNever(command);
  }
}

/** What a job is compared with later is what was noted before it began. */
function meetHost(command: Extract<RunCommand, { type: 'MeetHost' }>, { hosts }: OpenRun): Decision {
  const { host, spool, boot, anew, at } = command;
  const known = Object.hasOwn(hosts, host) ? hosts[host] : undefined;
  const isSame = known?.spool === spool && known.boot === boot;
  if (known !== undefined && (isSame || anew !== true)) return unchanged('already-met');
  return accept({ type: 'HostMet', host, spool, boot, at });
}

function startRun(command: Extract<RunCommand, { type: 'StartRun' }>, state: RunState): Decision {
  const { run, plan, target, channel, waves = {}, by, at } = command;
  if (state.status !== 'not-started') return refuse('run-already-started');
  if (!has(by, 'operator')) return refuse('not-an-operator');
  const started = { type: 'RunStarted', run, plan, target, channel, by: byOf(by), at } as const;
  const assigned = Object.entries(waves).map(
    ([wave, members]) =>
      ({ type: 'WaveAssigned', wave, members, taken: 0, by: byOf(by), reason: null, at }) as const,
  );
  return plan.steps.some(({ applies }) => applies)
    ? accept(started, ...assigned)
    : accept(started, ...assigned, { type: 'RunCompleted', skipped: [], at });
}
