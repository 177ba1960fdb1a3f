import { createHash } from 'node:crypto';

/**
 * A job's name on its host: `<claim>.<operation>[.<session>]`, safe in any shell. Solaris' ps cuts arguments at 80
 * characters, so a long claim is shortened to its hash. Jobs of one claim share what stands before the first dot.
 */
export function jobName(job: string): string {
  const dot = job.indexOf('.');
  const claim = dot === -1 ? job : job.slice(0, dot);
  const rest = dot === -1 ? '' : job.slice(dot);
  return claimName(claim) + rest.replaceAll(/[^A-Za-z0-9._-]/gu, '_');
}

export const claimName = (claim: string): string =>
  /^[A-Za-z0-9][A-Za-z0-9_-]{0,15}$/u.test(claim)
    ? claim
    : createHash('sha256').update(claim).digest('hex').slice(0, 14);

/** Paths that may stand unquoted in a command line of any login shell, C shells included. */
export const isPlainPath = (path: string): boolean => /^\/[A-Za-z0-9_./-]+$/u.test(path);
