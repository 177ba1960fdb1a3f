import type { RunCommand } from './commands.ts';
import { type Decision, accept, refuse, unchanged } from './decision.ts';
import { takesEffect } from './endings.ts';
import type { FrozenStep } from './events.ts';
import { byOf, currentStep, indexOf, inFlight, lastDone, lostKey, resultAt, untouched } from './facts.ts';
import { has, isBlank, needsReason, requiredApprovals } from './policy.ts';
import type { OpenRun } from './state.ts';
import { spentBudget, unfitBeginning, unfitMove } from './waves.ts';

type RequestStep = Extract<RunCommand, { type: 'RequestStep' }>;

/** Opens a question. One at a time: what people look at and what they answer are the same thing. */
export function requestStep(command: RequestStep, run: OpenRun): Decision {
  const { asks, shown, about, reason, move, by, at } = command;
  if (!has(by, 'operator')) return refuse('not-an-operator');
  if (run.aborting !== null) return refuse('run-is-aborting');
  if (run.paused === null && asks === 'resume') return refuse('run-is-not-paused');
  if (run.paused !== null && asks !== 'resume') return refuse('run-is-paused');
  if (needsReason(asks) && isBlank(reason)) return refuse('reason-needed');
  if (run.asked !== null) {
    const open = run.asked.question.asks;
    return open === asks ? unchanged('already-asked') : refuse('another-question-open', { asks: open });
  }
  const refused = unfit(command, run);
  if (refused !== null) return refused;

  const step = asks === 'undo' ? stepToUndo(run) : currentStep(run);
  if ('kind' in step) return step;
  const attempt = resultAt(run, indexOf(run, step.id)).asked + 1;
  // While the hosts were looked at somebody else was faster, or what was lost has been settled: what comes now is not what
  // was meant.
  const isThere = about?.step === step.id && about.attempt === attempt && about.lost === lostKey(run);
  if (about !== undefined && !isThere) return refuse('stale-question');
  const question = { run: run.run, step: step.id, attempt, asks, shown };
  // Going on after more users failed than was allowed is somebody else's business too.
  const least = asks === 'resume' && spentBudget(run) !== null ? 1 : 0;
  const required = Math.max(least, requiredApprovals(asks, step));
  const requestedBy = byOf(by);
  return accept(
    {
      type: 'StepRequested',
      question,
      reason,
      required,
      ...(asks === 'amend' && move !== undefined && { move }),
      by: requestedBy,
      at,
    },
    ...(required === 0 ? takesEffect(run, question, requestedBy, reason, at) : []),
  );
}

/** Why this cannot be asked where the step stands, or null. */
function unfit({ asks, retry, move }: RequestStep, run: OpenRun): Decision | null {
  if (asks === 'resume') return null;
  if (asks === 'amend') return notAmended(run, move);
  const spent = asks === 'carry-out' ? unfitBeginning(run) : null;
  if (spent !== null && run.phase.at !== 'running') return { kind: 'refused', refusal: spent };
  const settles = asks === 'settle-done' || asks === 'settle-not-done';
  switch (run.phase.at) {
    case 'running':
      return refuse(settles && inFlight(run) ? 'still-alive' : 'step-is-running');
    case 'lost':
      return settles ? null : refuse('outcome-lost-settle-first');
    case 'idle':
      if (asks === 'settle-not-done') return refuse('outcome-not-lost');
      return retry && asks === 'carry-out' ? refuse('nothing-to-retry') : null;
    case 'stopped':
      if (asks === 'settle-not-done') return refuse('outcome-not-lost');
      return fitsStopped(asks, retry, run) ? null : refuse('step-stopped', { ways: waysOn(run).join(' ') });
  }
}

/** Users change their wave while nothing runs; what is lost may still be at one of them. */
function notAmended(run: OpenRun, move: RequestStep['move']): Decision | null {
  if (run.phase.at === 'running') return refuse('step-is-running');
  if (run.phase.at === 'lost') return refuse('outcome-lost-settle-first');
  const refused = unfitMove(run, move);
  return refused === null ? null : { kind: 'refused', refusal: refused };
}

function fitsStopped(asks: RequestStep['asks'], retry: boolean, run: OpenRun): boolean {
  const undoing = run.phase.at === 'stopped' && run.phase.during === 'undo';
  switch (asks) {
    case 'carry-out':
      return retry && !undoing;
    case 'undo':
      // Going further back past a step that is half done would hide that half.
      return undoing || untouched(run);
    case 'skip':
      return !undoing;
    case 'settle-done':
    case 'settle-not-done':
    case 'resume':
    case 'amend':
      return true;
  }
}

/** What somebody can do about a stopped step, in the words of the doors. */
export function waysOn(run: OpenRun): readonly ('retry' | 'undo' | 'settle' | 'skip' | 'abort')[] {
  if (run.phase.at === 'lost') return ['settle', 'abort'];
  if (run.phase.at !== 'stopped') return [];
  return run.phase.during === 'undo' ? ['undo', 'settle', 'abort'] : ['retry', 'settle', 'skip', 'abort'];
}

/** The last step that stands as done, or the one whose undo stopped. */
function stepToUndo(run: OpenRun): FrozenStep | Decision {
  if (run.phase.at === 'stopped' && run.phase.during === 'undo') return currentStep(run);
  const step = lastDone(run);
  if (step === null) return refuse('nothing-to-undo');
  if (step.risk === 'irreversible') return refuse('undo-past-irreversible', { step: step.number });
  return step.undo.length === 0 ? refuse('nothing-to-undo') : step;
}
