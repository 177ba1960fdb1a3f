import type { RunCommand } from './commands.ts';
import { type Decision, accept, refuse, unchanged } from './decision.ts';
import { takesEffect } from './endings.ts';
import { byOf, inFlight, sameAccount, sameQuestion } from './facts.ts';
import { has, isBlank } from './policy.ts';
import type { By, Question } from './question.ts';
import type { Asked, OpenRun, PastQuestion } from './state.ts';

/** One person's yes. People are counted, not clicks, and never the one who asked. */
export function approveStep(
  { question, by, at }: Extract<RunCommand, { type: 'ApproveStep' }>,
  run: OpenRun,
): Decision {
  const { asked } = run;
  if (asked === null || !sameQuestion(asked.question, question)) return approveLate(question, by, run);
  const { requestedBy, reason, required } = asked;
  if (approvedBy(asked, by)) return unchanged('already-approved-by-you');
  if (!has(by, 'approver')) return refuse('not-an-approver');
  if (isOne(by, requestedBy)) return refuse('requester-cannot-approve');
  if (asked.approvedBy.length >= required) return unchanged('enough-approvals');
  return accept(
    { type: 'StepApproved', question, by: byOf(by), at },
    ...(asked.approvedBy.length + 1 === required ? takesEffect(run, question, requestedBy, reason, at) : []),
  );
}

function approveLate(question: Question, by: By, run: OpenRun): Decision {
  const past = findPast(run, question);
  if (past === null) return refuse('unknown-question');
  switch (past.ended) {
    case 'voided':
      return refuse('changed-since-shown');
    case 'started':
    case 'answered':
      if (approvedBy(past, by)) return unchanged('already-approved-by-you');
      return refuse(isRunning(run, question) ? 'step-already-started' : 'stale-question');
    case 'rejected':
    case 'dropped':
      return refuse('stale-question');
  }
}

/** One person's no. While the step runs, it is recorded at once and no further operation starts. */
export function rejectStep(
  { question, reason, by, at }: Extract<RunCommand, { type: 'RejectStep' }>,
  run: OpenRun,
): Decision {
  const open = run.asked !== null && sameQuestion(run.asked.question, question) ? run.asked : null;
  const past = findPast(run, question);
  const subject = open ?? past;
  if (subject === null) return refuse('unknown-question');
  if (past?.ended === 'rejected') return unchanged('already-rejected');
  if (past?.ended === 'voided') return refuse('changed-since-shown');
  if (open === null && !isRunning(run, question)) return refuse('stale-question');
  // Whoever asked may take it back; that needs no role.
  if (!has(by, 'approver') && by.person !== subject.requestedBy.person) return refuse('not-an-approver');
  if (isBlank(reason)) return refuse('reason-needed');
  const rejected = { type: 'StepRejected', question, reason, by: byOf(by), at } as const;
  if (run.phase.at !== 'running' || open !== null || inFlight(run)) return accept(rejected);
  return accept(rejected, {
    type: 'StepInterrupted',
    question,
    claim: run.phase.claim,
    because: 'rejected',
    at,
  });
}

const approvedBy = (asked: Asked, by: By): boolean => asked.approvedBy.some((other) => isOne(by, other));

/** One person, or one account that was written down for another person meanwhile. */
const isOne = (a: By, b: By): boolean => a.person === b.person || sameAccount(a.account, b.account);

const findPast = (run: OpenRun, question: Question): PastQuestion | null =>
  run.past.findLast((past) => sameQuestion(past.question, question)) ?? null;

const isRunning = ({ phase }: OpenRun, question: Question): boolean =>
  phase.at === 'running' && sameQuestion(phase.question, question);
