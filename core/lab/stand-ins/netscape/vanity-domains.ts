#!/lab/node
// The site's own: sets the vanity domains of Netscape Messaging Server up for iPlanet, as its Provisioning Guide has it. Users
// who log in as user@domain get the class that names their domain. Repeating it changes nothing.
import { readFileSync } from 'node:fs';
import { argv, exit, stderr, stdout } from 'node:process';

import { changeRecord } from '../directory/ldif.ts';
import { modify, search } from '../lib/ldap.ts';
import { begin, die } from '../lib/program.ts';

const CONFIGURATION = '/opt/netscape/server4/slapd-mail/config/slapd.conf';

begin();
const [suffix = ''] = argv.slice(2);
if (suffix === '' || argv.length !== 3) die('usage: vanity-domains suffix', 2);
const setting = (name: string): string =>
  new RegExp(`^${name}\\s+"?(.*?)"?$`, 'mu').exec(readFileSync(CONFIGURATION, 'utf8'))?.[1] ?? '';
const place = {
  host: '127.0.0.1',
  port: setting('port'),
  bindDn: setting('rootdn'),
  password: setting('rootpw'),
};

const { code, stderr: reason, entries } = search(place, suffix, '(&(objectClass=mailRecipient)(uid=*@*))');
if (code !== 0) die(`cannot read ${suffix}: ${reason.trim()}`);
const domains = new Set<string>();
const records = entries.flatMap((entry) => {
  const domain = entry.first('uid')?.split('@')[1] ?? '';
  domains.add(domain);
  const after = entry.copy();
  after.add('objectClass', 'msgVanityDomainUser');
  after.set('msgVanityDomain', [domain]);
  return changeRecord(entry, after) ?? [];
});
const answer = records.length === 0 ? { code: 0, stderr: '' } : modify(place, records, false);
stdout.write([...domains].map((domain) => `${domain}\n`).join(''));
if (answer.code !== 0) {
  stderr.write(`vanity-domains: ${answer.stderr}`);
  exit(1);
}
