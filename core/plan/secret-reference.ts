import type { SecretReference } from './plan.ts';

/** Where a secret may be said to be found; a value itself is never accepted. */
export const SECRET_REFERENCES = 'env:NAME, file:/absolute/path';

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
