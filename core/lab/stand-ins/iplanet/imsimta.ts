#!/lab/node
// imsimta dirsync [-F] and imsimta qm counters. dirsync looks where the configuration says, with the filter that it says.
import { join } from 'node:path';
import { argv, exit, stderr, stdout } from 'node:process';

import type { Entry } from '../directory/entry.ts';
import { imsMta, IMS_CACHE } from '../lib/ims-mta.ts';
import { configured, findInstance } from '../lib/instance.ts';
import { search } from '../lib/ldap.ts';
import { counters } from '../lib/mta/counters.ts';
import { dirsync } from '../lib/mta/dirsync.ts';
import { begin, die } from '../lib/program.ts';

begin();
const { instance } = findInstance();
const words = argv.slice(2).join(' ');
const option = (name: string): string => configured(instance, `local.${name}`);

/** An entry that nobody has upgraded counts only where its schema was named and, of SIMS, its users may be served. */
function leavesOut(entry: Entry): boolean {
  const schemas = option('imta.schematag').toLowerCase().split(',');
  const isUpgraded = entry.isA('inetLocalMailRecipient') || entry.isA('inetDomain');
  const isNetscape = entry.isA('mailRecipient') || entry.isA('mailGroup');
  const isServed = isNetscape
    ? schemas.includes('nms41')
    : schemas.includes('sims40') && option('imta.sims_migrate').toLowerCase() === 'true';
  return !isUpgraded && !isServed;
}

function synchronise(): void {
  for (const name of [
    'ugldaphost',
    'ugldapport',
    'ugldapbasedn',
    'ugldapbinddn',
    'ugldapbindcred',
    'ugldapdeforgdn',
  ])
    if (option(name) === '') die(`local.${name} is not set`);
  const place = {
    host: option('ugldaphost'),
    port: option('ugldapport'),
    bindDn: option('ugldapbinddn'),
    password: option('ugldapbindcred'),
  };
  const organization = option('ugldapdeforgdn');
  if (search(place, organization, '(objectClass=*)', ['dn'], 'base').code !== 0)
    die(`cannot read the default organization ${organization}`);
  const ugfilter = option('imta.ugfilter');
  const filters = [
    ugfilter === '' ? '(objectClass=inetLocalMailRecipient)' : ugfilter,
    '(objectClass=inetDomain)',
  ];
  const suffix = option('ugldapbasedn');
  const count = dirsync(
    { place, suffix, filters, leavesOut, cache: join(instance, IMS_CACHE) },
    words === 'dirsync -F',
  );
  stdout.write(`dirsync: ${String(count)} entries\n`);
}

if (words === 'dirsync' || words === 'dirsync -F') synchronise();
else if (words === 'qm counters') stdout.write(counters(join(instance, 'imta'), imsMta().queue, 'ims-ms'));
else {
  stderr.write('usage: imsimta dirsync [-F]\n       imsimta qm counters\n');
  exit(2);
}
