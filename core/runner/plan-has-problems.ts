import { type Refusal, refusal } from '../run/refusals.ts';
import { formatProblem, type Problem } from '../runbook/problem.ts';

/** Why a plan cannot be started; the values hold every problem as a line of English, for logs. */
export const planHasProblems = (
  problems: readonly Problem[],
  lines = problems.map(formatProblem).join('\n'),
): Refusal => ({ ...refusal('plan-has-problems', { problems: lines }), problems });
