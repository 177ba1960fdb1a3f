import { readFileSync } from 'node:fs';

import { DirectoryAnswer } from './ldapjs.ts';
import { parseLdif } from './ldif.ts';
import { complain, runProgram } from './program.ts';

const USAGE = 'usage: ldap-modify [-h host] [-p port] -D dn -w password [-c] [-f file]';
const SAYS = {
  add: 'adding new entry',
  delete: 'deleting entry',
  modify: 'modifying entry',
  modrdn: 'modifying RDN of entry',
} as const;

await runProgram({ valued: ['f'], flags: ['c'], usage: USAGE }, async ({ value, flag, session }) => {
  let first = 0;
  for (const record of parseLdif(readFileSync(value('f') ?? 0, 'utf8'))) {
    process.stdout.write(`${SAYS[record.kind]} ${record.dn}\n`);
    try {
      // In turn: a later record may stand below an earlier one.
      // oxlint-disable-next-line no-await-in-loop
      await session.change(record.dn, record);
    } catch (error) {
      if (!(error instanceof DirectoryAnswer) || !flag('c')) throw error;
      complain(error, USAGE);
      first ||= error.code;
    }
  }
  return first;
});
