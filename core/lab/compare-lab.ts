import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { compareConfiguration } from './compare-configuration.ts';
import { compareDirectory } from './compare-directory.ts';
import { compareStores } from './compare.ts';
import { type Difference, difference } from './difference.ts';
import { DIRECTORY_MANAGER } from './scenario.ts';
import { seedData } from './seed/index.ts';
import { DOMAIN_DN } from './seed/people.ts';

const record = z.looseObject({ scenario: z.literal('iplanet/sims-offline'), seed: z.int() });
const HOST = 'mail.siroe.com';
const INSTANCE = 'opt/iplanet/server5/msg-mail';

/**
 * What is not as it should be after SIMS was migrated on the lab in `dir`, its directory being exported: stores, entries,
 * configuration, and whether the new server knows its users and runs with what it was told. Empty if all is well.
 */
export function compareLab(
  dir: string,
  { loginSeparator }: { readonly loginSeparator: '+' | '@' },
): Difference[] {
  const { seed } = record.parse(JSON.parse(readFileSync(join(dir, 'lab.json'), 'utf8')));
  const data = seedData(seed);
  const root = join(dir, 'hosts', HOST, 'root');
  const expected = new Map([
    ['local.ugldapbasedn', 'o=internet'],
    ['local.ugldapbinddn', DIRECTORY_MANAGER],
    ['local.ugldapbindcred', readFileSync(join(dir, 'keys/directory-manager'), 'utf8')],
    ['local.ugldapdeforgdn', DOMAIN_DN],
    ['local.ugldaphost', HOST],
    ['local.ugldapport', '389'],
    ['local.store.synclevel', '-1'],
    ...(loginSeparator === '+' ? [['service.loginseparator', '+'] as const] : []),
  ]);
  return [
    ...compareStores(root),
    ...compareDirectory(readFileSync(join(dir, `export/${HOST}-389.ldif`), 'utf8'), data),
    ...compareConfiguration(root, expected),
    ...compareDirsync(
      root,
      [...data.users, ...data.groups].map(({ mail }) => mail),
    ),
  ];
}

/** The mail transfer agent knows whom dirsync found, and refuses everybody else. */
function compareDirsync(root: string, addresses: readonly string[]): Difference[] {
  const cache = join(root, INSTANCE, 'imta/db/dirsync.ldif');
  const known = new Set(existsSync(cache) ? readFileSync(cache, 'utf8').split('\n') : []);
  return addresses
    .filter((address) => !known.has(`mail: ${address}`))
    .map((address) => difference('service', `dirsync does not know ${address}`));
}
