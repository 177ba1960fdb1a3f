import type { Localized } from '../localized.ts';
import { compareDescription } from './compare.ts';
import { dnsDescription } from './dns.ts';
import { fileDescription } from './file.ts';
import type { Verb } from './index.ts';
import { ldapDescription } from './ldap.ts';
import { manualDescription } from './manual.ts';
import { portDescription } from './port.ts';
import { siteDescription } from './site.ts';
import { sshDescription } from './ssh.ts';
import { streamDescription } from './stream.ts';
import { waitDescription } from './wait.ts';

/** What each verb does, for the documentation's reference. */
export const VERB_DESCRIPTIONS: Readonly<Record<Verb, Localized>> = {
  ssh: sshDescription,
  wait: waitDescription,
  manual: manualDescription,
  site: siteDescription,
  file: fileDescription,
  port: portDescription,
  ldap: ldapDescription,
  compare: compareDescription,
  stream: streamDescription,
  dns: dnsDescription,
};
