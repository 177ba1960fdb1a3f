import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import type { Entry } from '../../directory/entry.ts';
import { ldifLine, readLdif } from '../../directory/ldif.ts';
import { type Place, search } from '../ldap.ts';
import { die } from '../program.ts';

/** What an MTA looks for in the directory, and where it keeps what it saw. */
export type Dirsync = {
  readonly place: Place;
  readonly suffix: string;
  readonly filters: readonly string[];
  /** Entries that the filters find and this MTA cannot use. */
  readonly leavesOut: (entry: Entry) => boolean;
  readonly cache: string;
};
const KEPT = [
  'objectClass',
  'mail',
  'mailAlternateAddress',
  'rfc822MailAlias',
  'mailHost',
  'uid',
  'mailDeliveryOption',
  'inetDomainBaseDN',
  'mailRoutingHosts',
];

/**
 * Brings the MTA's picture of the directory up to date and says how many entries it read. Full: the picture is made anew.
 * Otherwise what is found replaces what the picture has, which must be there; what the directory has lost stays in it.
 */
export function dirsync({ place, suffix, filters, leavesOut, cache }: Dirsync, isFull: boolean): number {
  if (!isFull && !existsSync(cache)) die('no full dirsync was made yet: dirsync -F');
  const { code, stderr, entries } = search(place, suffix, `(|${filters.join('')})`, KEPT);
  if (code !== 0) die(`cannot read ${suffix}: ${stderr.trim()} (LDAP result ${String(code)})`);
  const found = entries.filter((entry) => !leavesOut(entry));
  const before = isFull ? [] : readLdif(readFileSync(cache, 'latin1'));
  const picture = new Map([...before, ...found].map((entry) => [entry.dn, entry]));
  mkdirSync(dirname(cache), { recursive: true });
  writeFileSync(`${cache}.new`, [...picture.values()].map(record).join('\n'), 'latin1');
  renameSync(`${cache}.new`, cache);
  return found.length;
}

const record = (entry: Entry): string =>
  [
    ldifLine('dn', entry.dn),
    ...entry.names().flatMap((name) => entry.get(name).map((value) => ldifLine(name, value))),
    '',
  ].join('\n');
