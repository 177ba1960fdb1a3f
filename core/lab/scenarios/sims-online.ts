import { compareName, compareOnline } from '../compare-online.ts';
import { seedData } from '../seed/index.ts';
import type { LabScenario, Making, Scenario } from './scenario.ts';
import { NEW, OLD, OLD_ADDRESS, simsOnline } from './sims-hosts.ts';

/** The installer's sync level; these procedures do not touch it. */
const SYNC_LEVEL = '1';
const dataOf = ({ seed, size }: Making) => seedData(seed, { size, mailHost: OLD });

function make(making: Making, iplanetOn: typeof OLD | typeof NEW, own: Scenario['values'] = {}): Scenario {
  const data = dataOf(making);
  const scenario = simsOnline(data, iplanetOn);
  const mailboxes = data.users.map(({ mailbox }) => mailbox);
  return { ...scenario, values: { ...scenario.values, mailboxes, ...own } };
}

export const simsOnlineSameHost: LabScenario = {
  make: (making) => make(making, OLD),
  compare: (lab) => compareOnline(lab, dataOf(lab), { iplanetOn: OLD, syncLevel: SYNC_LEVEL, directory: {} }),
};

export const simsOnlineNewHost: LabScenario = {
  make: (making) => make(making, NEW, { oldHostAddress: OLD_ADDRESS }),
  compare: (lab) => [
    ...compareOnline(lab, dataOf(lab), {
      iplanetOn: NEW,
      syncLevel: SYNC_LEVEL,
      directory: { recipients: { mailHost: [NEW] }, domains: { mailRoutingHosts: [NEW] } },
    }),
    ...compareName(lab.dir, OLD, NEW),
  ],
};
