import { frozenOperation, nextOperation, resultAt } from '../run/facts.ts';
import type { OpenRun, RunState } from '../run/state.ts';
import { isApproved } from './claim.ts';

/** What a worker can do for a run without a person. */
export type Due = 'claim' | 'carry-out' | 'settle';

/** Nothing is due where a person is needed: for an answer, for a manual operation, to settle what no probe can tell. */
export function dueIn(state: RunState): Due | null {
  if (state.status !== 'open') return null;
  switch (state.phase.at) {
    case 'running': {
      const next = nextOperation(state);
      const waitsForPerson =
        next !== null && next.state === 'started' && frozenOperation(state, next.id).manual;
      return waitsForPerson ? null : 'carry-out';
    }
    case 'lost':
      return canBeProbed(state) ? 'settle' : null;
    case 'idle':
    case 'stopped':
      return isApproved(state) ? 'claim' : null;
  }
}

/** A verification speaks about carrying out, not about an undo; and one that was asked already has said all it can. */
const canBeProbed = (run: OpenRun): boolean =>
  run.phase.at === 'lost' &&
  run.phase.question.asks === 'carry-out' &&
  (run.plan.steps[run.cursor]?.verifies ?? false) &&
  resultAt(run, run.cursor).result === 'pending';
