import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { compareConfiguration } from './compare-configuration.ts';
import { compareBackup, compareDirectory } from './compare-directory.ts';
import { compareServices } from './compare-services.ts';
import { compareStores } from './compare.ts';
import type { Difference } from './difference.ts';
import { DIRECTORY_MANAGER } from './scenario.ts';
import { seedData } from './seed/index.ts';
import { DOMAIN_DN } from './seed/people.ts';

const record = z.looseObject({ scenario: z.literal('iplanet/sims-offline'), seed: z.int() });
const HOST = 'mail.siroe.com';

/**
 * What is not as it should be after SIMS was migrated on the lab in `dir`, its directory being exported: stores, entries,
 * configuration, the export that would be the way back, and what runs. Empty if all is well.
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
    ...compareBackup(root, data),
    ...compareServices(
      root,
      [...data.users, ...data.groups].map(({ mail }) => mail),
    ),
  ];
}
