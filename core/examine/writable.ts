import { randomBytes } from 'node:crypto';

import type { DirectoryConnection, LdapResult } from '../connections/connections.ts';
import { type Finding, finding } from './finding.ts';

const NO_SUCH_ATTRIBUTE = 16;
const REFERRAL = 10;
const NO_SUCH_OBJECT = 32;
const NOT_ALLOWED = new Set([8, 13, 50]);
const UNWILLING = 53;

/**
 * Asks a suffix to delete a value that it does not have. A writable master answers that there is no such value; a
 * read-only one and a replica refuse, or point to their master. Nothing can change: with whatever answer, the value is not
 * there.
 */
export async function examineWritable(
  name: string,
  directory: DirectoryConnection,
  suffix: string,
): Promise<Finding> {
  const value = `watari doctor ${randomBytes(12).toString('hex')}`;
  const result = await directory.modify(suffix, [
    { operation: 'delete', attribute: 'description', values: [value] },
  ]);
  const values = { suffix, saw: sayResult(result) };
  if (result.kind === 'no-answer') return finding(name, 'writable-unknown', values);
  if (result.code === NO_SUCH_ATTRIBUTE) return finding(name, 'writable', values);
  if (result.code === REFERRAL) return finding(name, 'points-elsewhere', values);
  if (result.code === UNWILLING) return finding(name, 'read-only', values);
  if (NOT_ALLOWED.has(result.code)) return finding(name, 'write-not-allowed', values);
  // The suffix is configured and has no entry yet, which says nothing about writing.
  return finding(name, 'writable-unknown', {
    ...values,
    ...(result.code === NO_SUCH_OBJECT && { saw: 'no entry' }),
  });
}

/** `unwilling-to-perform (53): database is read-only` */
export function sayResult(result: LdapResult): string {
  if (result.kind === 'no-answer') return 'no answer';
  return `${result.name} (${result.code})${result.diagnostic === '' ? '' : `: ${result.diagnostic}`}`;
}
