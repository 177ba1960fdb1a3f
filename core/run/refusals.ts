import type { Problem } from '../runbook/problem.ts';

/** The closed list of "no". Each has a sentence in both languages where it is rendered; the values go into it. */
export const REFUSALS = [
  'run-already-started',
  'run-not-open',
  'run-is-paused',
  'run-is-not-paused',
  'run-is-aborting',
  'which-run', // values: runs
  'no-open-run',
  'unknown-run',
  'unknown-runbook', // values: runbook, known
  'unknown-step', // values: step, runbook, known
  'no-documentation', // nobody said where it is
  'unknown-question', // a forged or foreign value
  'stale-question',
  'changed-since-shown',
  'nothing-to-answer', // no question is open
  'another-question-open', // values: asks
  'nothing-to-retry', // the step is not stopped
  'requester-cannot-approve',
  'not-an-approver',
  'not-an-operator',
  'account-unknown', // this account belongs to nobody
  'not-approved',
  'step-is-running',
  'step-not-running',
  'step-already-started',
  'step-stopped', // next-step from a stopped step; values: ways on
  'outcome-lost-settle-first',
  'outcome-not-lost',
  'still-alive', // a job is alive though its exit cannot be known
  'unknown-claim',
  'operation-out-of-order',
  'not-a-manual-step',
  'nothing-to-undo',
  'undo-past-irreversible',
  'reason-needed',
  'note-needed',
  'text-needed', // a note to the journal that says nothing
  'unknown-wave', // values: wave, known
  'wave-over', // values: wave: it has begun, or is over, so nobody can be put into it, or taken out
  'wave-not-later', // values: from, to
  'not-in-wave', // values: users, wave
  'other-domain', // values: from, to
  'error-budget-spent', // values: taken, budget, wave
  'channel-busy', // values: run
  'host-busy', // values: host, run
  'plan-has-problems', // values: problems
  'plan-has-examples',
  'rehearsal-only', // --as on a run that is no lab run
  'lab-not-running', // values: run, and the commands goOn, end; start, if the run has a channel
  'lab-cannot-reach-site',
  'site-cannot-reach-lab',
  'channel-not-allowed',
  'secret-as-reference', // values: parameter
] as const;
export type RefusalCode = (typeof REFUSALS)[number];
export type Refusal = {
  readonly code: RefusalCode;
  readonly values: Readonly<Record<string, string>>;
  /** `plan-has-problems`: the same problems as data, so that each can be said in either language. */
  readonly problems?: readonly Problem[];
};

export const refusal = (code: RefusalCode, values: Readonly<Record<string, string>> = {}): Refusal => ({
  code,
  values,
});
