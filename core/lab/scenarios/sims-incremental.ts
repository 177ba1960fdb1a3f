import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { compareName, compareOnline, rootOf } from '../compare-online.ts';
import { type Difference, difference } from '../difference.ts';
import { DEFAULT_DOMAIN, dnOfDomain, HOSTED_DOMAINS } from '../seed/domains.ts';
import { type SeedData, type SeedUser, seedData } from '../seed/index.ts';
import type { LabScenario, Making } from './scenario.ts';
import { NEW, OLD, simsOnline } from './sims-hosts.ts';

const dataOf = ({ seed, size }: Making): SeedData => seedData(seed, { size, mailHost: OLD });

/** A few users first, then everybody else, domain by domain; the last one by a filter, which has to be looked up. */
function wavesOf(data: SeedData): string {
  const sizes = new Map<string, number>();
  for (const { place, mailbox, bytes } of data.messages)
    if (place === 'store') sizes.set(mailbox, (sizes.get(mailbox) ?? 0) + bytes.length);
  const listed = (users: readonly SeedUser[]) => ({
    users: users.map(({ uid, mailbox }) => ({ uid, mailbox, bytes: sizes.get(mailbox) ?? 0 })),
  });
  const waveOf = (name: string, domain: string, who: object) => ({
    name,
    base: dnOfDomain(domain),
    domain,
    ...who,
  });
  const [first, second] = HOSTED_DOMAINS;
  const usersOf = (domain: string) => data.users.filter((user) => user.domain === domain);
  const own = usersOf(DEFAULT_DOMAIN);
  return JSON.stringify([
    waveOf('canary', DEFAULT_DOMAIN, listed(own.slice(0, 3))),
    waveOf('siroe', DEFAULT_DOMAIN, listed(own.slice(3))),
    waveOf('varrius', first, listed(usersOf(first))),
    waveOf('minato', second, { filter: '(uid=*)' }),
  ]);
}

/** SIMS was a proxy as long as it ran, and nothing else of its store's configuration was changed. */
function compareProxy(dir: string): Difference[] {
  const root = rootOf(dir, OLD);
  const settings = readFileSync(join(root, 'etc/opt/SUNWmail/ims/ims.cnf'), 'utf8');
  const ran = readFileSync(join(root, 'var/opt/SUNWmail/run/imaccessd.proxy'), 'utf8').trim();
  return [
    ...(settings === 'ims-proxy:on\n' ? [] : [difference('option', `ims.cnf: found ${settings.trim()}`)]),
    ...(ran === 'on' ? [] : [difference('service', 'the proxy of SIMS was not started anew')]),
  ];
}

export const simsIncremental: LabScenario = {
  make: (making) => {
    const data = dataOf(making);
    const scenario = simsOnline(data, NEW);
    return { ...scenario, values: { ...scenario.values, waves: wavesOf(data) } };
  },
  compare: (lab) => [
    ...compareOnline(lab, dataOf(lab), {
      iplanetOn: NEW,
      syncLevel: lab.chosen['firstWaveFast'] === 'true' ? '-1' : '1',
      directory: { recipients: { mailHost: [NEW] }, domains: { mailRoutingHosts: [NEW] } },
    }),
    ...compareName(lab.dir, OLD, NEW),
    ...compareProxy(lab.dir),
  ],
};
