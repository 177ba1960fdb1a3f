import { Fault } from '../errors.ts';
import { planText } from './hashes.ts';
import type { Plan } from './plan.ts';
import { sha256 } from './sha256.ts';

/** The bytes that are stored for a plan; their SHA-256 is its `planHash`. */
export const planDocument = (plan: Plan): Uint8Array => new TextEncoder().encode(planText(plan));

/**
 * A plan from its stored bytes.
 * @throws Fault document-missing if the bytes are no plan
 */
export function readPlanDocument(bytes: Uint8Array): Plan {
  const written: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (!isPlan(written))
    throw new Fault('document-missing', 'Reading a plan', 'the document under its hash is not a plan');
  return { ...written, planHash: sha256(bytes) };
}

// Our own bytes, found by their hash: what planDocument wrote is a plan, and any other document lacks these keys.
const isPlan = (written: unknown): written is Omit<Plan, 'planHash'> =>
  typeof written === 'object' &&
  written !== null &&
  'runbook' in written &&
  'procedureHash' in written &&
  'steps' in written &&
  Array.isArray(written.steps);
