import type { CheckedStep } from '../runbook/schema.ts';

/** JSON with sorted keys, without spaces and without `undefined`: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (isRecord(inner) ? sorted(inner) : inner));
}

/** What is hashed of a step as checked, before any value: the SHA-256 of its UTF-8 is the `stepHash`. */
export const stepText = (step: CheckedStep): string => canonicalJson(step);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const sorted = (record: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
