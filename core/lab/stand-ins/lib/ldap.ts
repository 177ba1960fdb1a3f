import { spawnSync } from 'node:child_process';

import type { Entry } from '../directory/entry.ts';
import { readLdif } from '../directory/ldif.ts';

export type Place = {
  readonly host: string;
  readonly port: string;
  readonly bindDn: string;
  readonly password: string;
};
export type Answer = { readonly code: number; readonly stderr: string };

function call(program: string, place: Place, args: readonly string[], input?: string) {
  const words = ['-h', place.host, '-p', place.port, '-D', place.bindDn, '-w', place.password, ...args];
  const { status, stdout, stderr } = spawnSync(program, words, {
    encoding: 'latin1',
    maxBuffer: 2 ** 30,
    ...(input === undefined ? {} : { input }),
  });
  return { code: status ?? 255, stdout, stderr };
}

/** A search under `base`, by default of the whole tree and for every attribute. `code` is the LDAP result. */
export function search(
  place: Place,
  base: string,
  filter: string,
  attributes: readonly string[] = [],
  scope: 'base' | 'sub' = 'sub',
): Answer & { readonly entries: Entry[] } {
  const words = ['-b', base, '-s', scope, filter, ...attributes];
  const { code, stdout, stderr } = call('/lab/wire/ldap-search', place, words);
  return { code, stderr, entries: readLdif(stdout) };
}

/** Sends change records; `goesOn` as ldapmodify's -c. Byte strings go in as they are. */
export function modify(place: Place, records: readonly string[], goesOn: boolean): Answer {
  return call('/lab/wire/ldap-modify', place, goesOn ? ['-c'] : [], records.join('\n'));
}
