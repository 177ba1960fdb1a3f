import type { FrozenStep } from './events.ts';
import type { Actor, Asks, Role } from './question.ts';

/**
 * How many people other than the one who asks must say yes. The number is journaled with the question,
 * so changing this table never changes a question that was asked before.
 *
 * | asks                          | people |
 * | carry-out, undo               | as the plan says: safe 0, disruptive 1, irreversible 2 unless the runbook asks for other |
 * | skip                          | the same, at least 1: leaving out even a safe step is somebody else's business too |
 * | settle-done, settle-not-done  | 1, for an irreversible step 2. A probe that is conclusive needs nobody |
 * | resume                        | 0: it starts nothing, every step after it has its own question |
 * | amend                         | 1: whom a wave leaves behind is somebody else's business too |
 */
export function requiredApprovals(asks: Asks, step: FrozenStep): number {
  switch (asks) {
    case 'carry-out':
    case 'undo':
      return step.approvals;
    case 'skip':
      return Math.max(1, step.approvals);
    case 'settle-done':
    case 'settle-not-done':
      return step.risk === 'irreversible' ? 2 : 1;
    case 'resume':
      return 0;
    case 'amend':
      return 1;
  }
}

/** Asking for these without saying why would leave a hole in the report of the night. */
export const needsReason = (asks: Asks): boolean => asks !== 'carry-out' && asks !== 'resume';

export const has = (actor: Actor, role: Role): boolean => actor.roles.includes(role);

/** Stopping is open to more people than starting: whoever holds any role may. */
export const mayStop = (actor: Actor): boolean => actor.roles.length > 0;

export const isBlank = (text: string | null): boolean => text === null || text.trim() === '';
