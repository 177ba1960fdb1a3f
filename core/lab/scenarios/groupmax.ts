import { join } from 'node:path';

import { compareGroupmax } from '../compare-groupmax.ts';
import { GROUPMAX_TOOLS, installGroupmax } from '../install-groupmax.ts';
import { type GroupmaxOrigin, groupmaxSite } from '../seed/groupmax.ts';
import type { EndedLab, LabScenario, Making, Scenario, SiteCommand } from './scenario.ts';

const HOST = 'master.example.co.jp';
const { bin, setup, backUp, deleteJournal, restart } = GROUPMAX_TOOLS;

const start = (...programs: readonly string[]): SiteCommand => all(programs, 'start', 'status');
const stop = (...programs: readonly string[]): SiteCommand => ({
  ...all(programs, 'stop', 'status'),
  verify: { run: programs.map((program) => `! ${bin}/${program} status`).join(' && ') },
});
function all(programs: readonly string[], what: string, proof: string): SiteCommand {
  const run = (word: string): string => programs.map((program) => `${bin}/${program} ${word}`).join(' && ');
  return { run: run(what), timeoutMinutes: 10, verify: { run: run(proof) } };
}

/** What a site with UNIX servers would put into its inventory. Every command says by its exit status whether it went well. */
const OPERATIONS: Readonly<Record<string, SiteCommand>> = {
  'address-service.stop': stop('gmconsole', 'nxsmngsrv', 'nxadrs'),
  'address-service.start': start('nxadrs'),
  'object-server.stop': stop('objectserver'),
  'object-server.start': start('objectserver'),
  'server.start': start('nxsmngsrv'),
  'server.stop': stop('mailapp', 'nxsmngsrv'),
  'mail-application.start': start('mailapp'),
  'operator-console.start': start('gmconsole'),
  'autostart.off': {
    run: `${bin}/autostart off`,
    timeoutMinutes: 1,
    verify: { run: `test "$(${bin}/autostart show)" = off` },
  },
  'autostart.on': {
    run: `${bin}/autostart on`,
    timeoutMinutes: 1,
    verify: { run: `test "$(${bin}/autostart show)" = on` },
  },
  'host.restart': {
    run: restart,
    timeoutMinutes: 1,
    verify: { run: `${restart} --done`, everySeconds: 1, timeoutMinutes: 5 },
  },
  'environment.back-up': {
    run: `${backUp} {{installDirectory}} {{databaseDirectory}} {{oldBackup}}`,
    timeoutMinutes: 60,
  },
  'environment.back-up-version-6': {
    run: `${backUp} -s {{installDirectory}} {{databaseDirectory}} {{newBackup}}`,
    timeoutMinutes: 60,
  },
  'software.install': {
    run: `${setup} object-server && ${setup} -u address-server && ${setup} -u mail-server`,
    timeoutMinutes: 30,
    verify: { run: `${setup} --installed` },
  },
  'address-database.upgrade': { run: `${bin}/advup2_6`, timeoutMinutes: 30 },
  'address-mail.setup': { run: `${bin}/adrsetup`, timeoutMinutes: 10 },
  'journal.clear': {
    run: `${deleteJournal} {{journalDirectory}}`,
    timeoutMinutes: 10,
    verify: { run: `${deleteJournal} --check {{journalDirectory}}` },
  },
};

/** A master management server on UNIX, with everything running. */
function make(origin: GroupmaxOrigin, { seed, size }: Making): Scenario {
  const site = groupmaxSite(origin, seed, size);
  return {
    hosts: [
      {
        name: HOST,
        aliases: ['master'],
        accounts: [],
        path: [bin],
        encoding: site.encoding,
        reaches: {},
        install: (root) => installGroupmax(root, site),
      },
    ],
    directories: {},
    operations: OPERATIONS,
    values: {
      masterHost: HOST,
      hostAccess: 'login',
      autostart: site.autostart,
      mailServer: true,
      internetClients: true,
      journalTaken: site.journal,
      operatorConsole: true,
      backUpAfterwards: true,
    },
  };
}

const groupmax = (origin: GroupmaxOrigin): LabScenario => ({
  make: (making) => make(origin, making),
  compare: ({ dir, seed, size }: EndedLab) =>
    compareGroupmax(join(dir, 'hosts', HOST, 'root'), groupmaxSite(origin, seed, size)),
});

export const groupmaxFromV5 = groupmax('v5');
export const groupmaxFromV3 = groupmax('v3');
export const groupmaxFromV2 = groupmax('v2');
export const groupmaxFromV20200 = groupmax('v2-02-00');
