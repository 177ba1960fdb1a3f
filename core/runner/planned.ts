import { Fault } from '../errors.ts';
import { streamJobs } from '../executors/stream-jobs.ts';
import type { OperationId, PlannedOperation } from '../plan/operation.ts';
import type { Plan, PlannedStep } from '../plan/plan.ts';
import type { StepId } from '../run/question.ts';

/** @throws Fault document-missing */
export function plannedStep(plan: Plan, id: StepId): PlannedStep {
  const step = plan.steps.find((one) => one.id === id);
  if (step === undefined) throw missing(`step ${id}`);
  return step;
}

/** An operation or undo of a step. @throws Fault document-missing */
export function plannedOperation(step: PlannedStep, id: OperationId): PlannedOperation {
  const operation = [...step.operations, ...step.undo].find((one) => one.id === id);
  if (operation === undefined) throw missing(`operation ${id} of step ${step.id}`);
  return operation;
}

/** Names of the jobs that an operation becomes: one, or one a session. */
export function jobNames(operation: PlannedOperation, job: string): readonly string[] {
  if (operation.verb === 'stream') return streamJobs(operation, job).flatMap(({ from, to }) => [from, to]);
  const ssh = operation.verb === 'site' ? operation.mapped : operation.verb === 'ssh' ? operation : null;
  if (ssh === null) return [];
  return ssh.sessions.length === 0 ? [job] : ssh.sessions.map(({ id }) => `${job}.${id}`);
}

const missing = (what: string): Fault =>
  new Fault('document-missing', 'Reading the plan of a run', `it has no ${what}, which the journal names`);
