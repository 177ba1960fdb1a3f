import { compareName, compareOnline } from '../compare-online.ts';
import { seedData } from '../seed/index.ts';
import type { LabScenario, Making } from './scenario.ts';
import { NEW, OLD, simsOnline } from './sims-hosts.ts';

/** The installer's sync level; these procedures do not touch it. */
const SYNC_LEVEL = '1';
const dataOf = ({ seed, size }: Making) => seedData(seed, { size, mailHost: OLD });

export const simsOnlineSameHost: LabScenario = {
  make: (making) => simsOnline(dataOf(making), OLD),
  compare: (lab) => compareOnline(lab, dataOf(lab), { iplanetOn: OLD, syncLevel: SYNC_LEVEL, directory: {} }),
};

export const simsOnlineNewHost: LabScenario = {
  make: (making) => simsOnline(dataOf(making), NEW),
  compare: (lab) => [
    ...compareOnline(lab, dataOf(lab), {
      iplanetOn: NEW,
      syncLevel: SYNC_LEVEL,
      directory: { recipients: { mailHost: [NEW] }, domains: { mailRoutingHosts: [NEW] } },
    }),
    ...compareName(lab.dir, OLD, NEW),
  ],
};
