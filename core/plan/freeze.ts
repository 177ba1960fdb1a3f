import type { FrozenPlan, FrozenStep, Recovery } from '../run/events.ts';
import { hostsOf } from './hosts.ts';
import type { PlannedOperation } from './operation.ts';
import type { Plan } from './plan.ts';

/**
 * How an operation under way is found again. Files and directories are written so that repeating converges; a mapped
 * site operation is a job like any other; the rest has no effect of its own.
 */
function recoveryOf(operation: PlannedOperation): Recovery {
  switch (operation.verb) {
    case 'ssh':
    case 'stream':
      return 'attach';
    case 'site':
      return operation.mapped === null ? 'wait' : 'attach';
    case 'file':
    case 'ldap':
      return 'converge';
    case 'wait':
    case 'manual':
    case 'port':
    case 'compare':
    case 'dns':
      return 'wait';
  }
}

/** Whether a person carries it out and confirms. */
export const isManual = (operation: PlannedOperation): boolean =>
  operation.verb === 'manual' || (operation.verb === 'site' && operation.mapped === null);

const freezeOperation = (operation: PlannedOperation): FrozenStep['operations'][number] => ({
  id: operation.id,
  verb: operation.verb,
  recovery: recoveryOf(operation),
  manual: isManual(operation),
  ...(operation.verb === 'ldap' && operation.action.kind === 'remember' && { remembers: true as const }),
  ...(operation.verb === 'ldap' && operation.action.kind === 'put-back' && { putsBack: operation.action.of }),
});

/** What a run needs of its plan to decide. `hosts` are those of the steps that apply: one open run may hold each. */
export const freeze = (plan: Plan): FrozenPlan => ({
  runbook: plan.runbook,
  planHash: plan.planHash,
  procedureHash: plan.procedureHash,
  steps: plan.steps.map((step) => ({
    id: step.id,
    number: step.number,
    ...(step.wave !== undefined && { wave: step.wave }),
    applies: step.applies,
    risk: step.risk,
    approvals: step.approvals,
    service: step.service,
    operations: step.operations.map(freezeOperation),
    undo: step.undo.map(freezeOperation),
    verifies: step.verify.length > 0,
  })),
  ...(plan.waves !== undefined && { waves: plan.waves.map(({ name, budget }) => ({ name, budget })) }),
  hosts: hostsOf(plan.steps.filter((step) => step.applies)),
});
