import { both } from '../runbook/both.ts';
import type { SecretReference } from './plan.ts';

/** Where a secret may be said to be found; a value itself is never accepted. */
export const SECRET_REFERENCES = both('env:NAME, file:/absolute/path', 'env:名前、file:/絶対パス');

/** What somebody wrote in its place is not repeated: it may be the secret itself. */
export const NO_REFERENCE = both('something that is no reference (not shown)', '参照ではない値（非表示）');

const ENVIRONMENT_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/u;

/** Reads `env:NAME` and `file:/path`; `null` for anything else, which may be a secret that somebody typed: never print it. */
export function parseSecretReference(text: string): SecretReference | null {
  if (text.startsWith('env:')) {
    const name = text.slice('env:'.length);
    return ENVIRONMENT_NAME.test(name) ? { from: 'env', name } : null;
  }
  if (text.startsWith('file:')) {
    const path = text.slice('file:'.length);
    return path.startsWith('/') && !path.includes('\0') ? { from: 'file', path } : null;
  }
  return null;
}
