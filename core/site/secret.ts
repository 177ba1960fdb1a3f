import { readFileSync } from 'node:fs';

import { Fault } from '../errors.ts';
import type { FrozenInventory, SecretReference } from '../plan/plan.ts';

/**
 * A secret's value at the moment of use. One line break at the end of a file is the editor's, not the secret's.
 * @throws Fault secret-unavailable; the message names the reference, never a value
 */
export function readSecret(
  reference: SecretReference,
  named: FrozenInventory['secrets'] = {},
  environment: NodeJS.ProcessEnv = process.env,
): string {
  switch (reference.from) {
    case 'env': {
      const value = environment[reference.name];
      if (value === undefined || value === '')
        throw unavailable(`env:${reference.name}`, 'the environment variable is not set');
      return value;
    }
    case 'file':
      return fromFile(reference.path);
    case 'inventory': {
      const found = named[reference.name];
      // A name that leads to a name could lead round in a circle.
      if (found === undefined || found.from === 'inventory')
        throw unavailable(reference.name, 'the inventory does not say where it is');
      return readSecret(found, {}, environment);
    }
    case 'example':
      throw unavailable('example', 'an example value is public and cannot be used');
  }
}

function fromFile(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable';
    throw unavailable(`file:${path}`, `the file cannot be read (${code})`, cause);
  }
  const value = text.replace(/\r?\n$/u, '');
  if (value === '') throw unavailable(`file:${path}`, 'the file is empty');
  return value;
}

const unavailable = (which: string, saw: string, cause?: unknown): Fault =>
  new Fault('secret-unavailable', `Looking up the secret ${which}`, saw, { cause });
