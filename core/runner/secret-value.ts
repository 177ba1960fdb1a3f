import { readFileSync } from 'node:fs';

import { Fault } from '../errors.ts';
import type { SecretReference } from '../plan/plan.ts';

/**
 * Reads a secret where its reference says, from this environment or this machine's files; a line end at the end of a file
 * is not part of it. @throws Fault secret-unavailable
 */
export const secretsFrom =
  (environment: Readonly<Record<string, string | undefined>>) =>
  (reference: SecretReference): string => {
    switch (reference.from) {
      case 'env': {
        const value = environment[reference.name];
        if (value === undefined || value === '')
          throw unavailable(`the environment variable ${reference.name}`, 'it is not set here');
        return value;
      }
      case 'file':
        return contentOf(reference.path);
      case 'inventory':
        throw unavailable(`the secret ${reference.name}`, 'the inventory does not say where it is');
      case 'example':
        throw unavailable('a secret', 'it is only an example');
    }
  };

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/u, '');
  } catch (cause) {
    // The system's own words name the path and the reason, never the content.
    throw unavailable(
      `the file ${path}`,
      cause instanceof Error ? cause.message : 'it cannot be read',
      cause,
    );
  }
}

const unavailable = (what: string, saw: string, cause?: unknown): Fault =>
  new Fault('secret-unavailable', `Reading ${what}`, saw, { cause });
