#!/lab/node
// What imta does in TypeScript: dirsync [-F] and qm counters.
import { argv, stdout } from 'node:process';

import { counters } from '../lib/mta/counters.ts';
import { dirsync } from '../lib/mta/dirsync.ts';
import { SIMS_CACHE, SIMS_MTA, simsMta, simsSetting } from '../lib/sims-mta.ts';

const words = argv.slice(2).join(' ');
if (words === 'qm counters') stdout.write(counters(SIMS_MTA, simsMta().queue, 'sims-ms'));
else {
  const count = dirsync(
    {
      place: {
        host: simsSetting('ldapHost'),
        port: simsSetting('ldapPort'),
        bindDn: simsSetting('bindDn'),
        password: simsSetting('bindPassword'),
      },
      suffix: simsSetting('base'),
      filters: ['(|(objectClass=inetMailUser)(objectClass=inetMailGroup))'],
      leavesOut: () => false,
      cache: SIMS_CACHE,
    },
    words === 'dirsync -F',
  );
  stdout.write(`dirsync: ${String(count)} entries\n`);
}
