import type { CheckedStep, Parameter, Runbook } from '../runbook/schema.ts';
import { canonicalJson, stepText } from './canonical.ts';
import type { Plan, PlannedValue, Sha256 } from './plan.ts';
import { sha256 } from './sha256.ts';

/** The step as checked, before any value: the same on every card and on its page. */
export const stepHashOf = (step: CheckedStep): Sha256 => sha256(stepText(step));

/**
 * What a rehearsal proves: the steps and every value that shapes what is done. Hosts and secret references say where,
 * and differ between lab and site for the same procedure, so they stay out. Ports, logins and users stay in: another
 * port or list is another command.
 */
export function procedureHashOf(
  runbook: Runbook,
  stepHashes: readonly Sha256[],
  values: Readonly<Record<string, PlannedValue>>,
): Sha256 {
  const shaping = Object.entries(values).filter(([name]) => !saysWhere(runbook.parameters[name]));
  return sha256(
    canonicalJson({ runbook: runbook.id, steps: stepHashes, values: Object.fromEntries(shaping) }),
  );
}

const saysWhere = (parameter: Parameter | undefined): boolean =>
  parameter?.type === 'host' || parameter?.type === 'secret';

/** The text that is stored for a plan and hashed: all of it but the hash itself. */
export const planText = (plan: Omit<Plan, 'planHash'>): string =>
  canonicalJson({ ...plan, planHash: undefined });
