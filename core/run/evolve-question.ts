import type { RunEvent } from './events.ts';
import { indexOf, sameQuestion } from './facts.ts';
import { verbatim } from './outcome.ts';
import type { By } from './question.ts';
import type { OpenRun, PastQuestion } from './state.ts';

export function asked(run: OpenRun, event: Extract<RunEvent, { type: 'StepRequested' }>): OpenRun {
  const { question, reason, required, move, by } = event;
  const index = indexOf(run, question.step);
  return {
    ...run,
    asked: {
      question,
      requestedBy: by,
      reason,
      required,
      ...(move !== undefined && { move }),
      approvedBy: [],
    },
    attempt: index === run.cursor ? question.attempt : run.attempt,
    results: run.results.map((result, at) =>
      at === index ? { ...result, asked: question.attempt } : result,
    ),
  };
}

/** Puts the open question, if there is one, among the past ones. */
export const closeQuestion = (
  run: OpenRun,
  ended: PastQuestion['ended'],
  rejectedBy: By | null = null,
): OpenRun =>
  run.asked === null
    ? run
    : { ...run, asked: null, past: [...run.past, { ...run.asked, ended, rejectedBy }] };

/**
 * A no to the open question stops a step that had not begun; a step that stood stopped or lost stays so.
 * A no to what is running stops it before its next operation.
 */
export function rejected(
  run: OpenRun,
  { question, by, reason }: Extract<RunEvent, { type: 'StepRejected' }>,
): OpenRun {
  const { phase } = run;
  if (phase.at === 'running' && sameQuestion(phase.question, question))
    return {
      ...run,
      phase: { ...phase, rejected: true },
      past: run.past.map((past) =>
        sameQuestion(past.question, question) ? { ...past, ended: 'rejected', rejectedBy: by } : past,
      ),
    };
  const closed = closeQuestion(run, 'rejected', by);
  const detail = verbatim(reason);
  return phase.at === 'idle' && question.asks === 'carry-out'
    ? { ...closed, phase: { at: 'stopped', why: 'rejected', during: 'carry-out', detail } }
    : closed;
}
