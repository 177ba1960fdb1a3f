import { afterwards, byCheck, type Mutant, stoppedAt } from './mutant.ts';

/** Numbers are those of the source, which has all fifteen steps. Where nothing else is said it is rehearsed from Version 2.0. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'the address service goes on (step 1 dropped)',
    edit: (runbook) => runbook.drop('1'),
    noticed: stoppedAt('stop-object-server', /the address service is still using the database/u),
  },
  {
    name: 'Object Server before the address service (steps 1 and 2 swapped)',
    edit: (runbook) => runbook.swap('1', '2'),
    noticed: stoppedAt('stop-object-server', /the address service is still using the database/u),
  },
  {
    name: 'the database never closed (step 2 dropped)',
    edit: (runbook) => runbook.drop('2'),
    noticed: stoppedAt('install-version-6', /the database was not closed/u),
  },
  {
    name: 'the address service starts with the machine (autostart of step 3 left on)',
    runbook: 'groupmax/from-v5',
    edit: (runbook) => runbook.dropOperation('3', 1),
    noticed: stoppedAt('restart-machine', /port 20141 .* is open, expected closed/u),
  },
  {
    name: 'the machine never restarted (step 3, second operation dropped)',
    edit: (runbook) => runbook.dropOperation('3', 2),
    noticed: byCheck(/steps\[2\]\.do: found conditions that leave nothing for some values/u),
  },
  {
    name: 'a backup elsewhere (step 4, wrong place)',
    edit: (runbook) => runbook.replace('4', '{{oldBackup}}', '/backup/elsewhere', 'verify'),
    noticed: stoppedAt('back-up-old-environment', /only on the left/u),
  },
  {
    name: 'nothing installed (step 5 dropped)',
    edit: (runbook) => runbook.drop('5'),
    noticed: stoppedAt('upgrade-address-database', /Address Server 6\.0 is not installed/u),
  },
  {
    name: 'no entry for the address service (step 6, adrshd left out, command and verification)',
    edit: (runbook) =>
      runbook
        .replace('6', ',{"name":"adrshd","port":20141,"protocol":"tcp"}', '')
        .replace('6', '"1 1"', '"1 0"', 'verify'),
    noticed: stoppedAt('add-services', /expected "1 0"|is "1 1"|1 0/u),
  },
  {
    name: 'a wrong port (step 6, command and verification)',
    edit: (runbook) =>
      runbook.replace('6', '"port":143', '"port":144').replace('6', '143/tcp', '144/tcp', 'verify'),
    noticed: stoppedAt('start-server', /port 143 .* is closed, expected open/u),
  },
  {
    name: 'entries of release 02-00 forgotten (step 6, third operation and its verification)',
    runbook: 'groupmax/from-v2-02-00',
    edit: (runbook) =>
      runbook.replace('6', 'adagt_ap', 'adagtap').replace('6', 'adagt_ap', 'adagtap', 'verify'),
    noticed: stoppedAt('start-address-service', /adagt_ap\/tcp: unknown service/u),
  },
  {
    name: 'Object Server not started (step 7 dropped)',
    edit: (runbook) => runbook.drop('7'),
    noticed: stoppedAt('upgrade-address-database', /Object Server is not running/u),
  },
  {
    name: 'data of Version 2.0 (step 8 dropped)',
    edit: (runbook) => runbook.drop('8'),
    noticed: stoppedAt('set-up-address-mail', /never asked/u),
  },
  {
    name: 'the upgrade command before Object Server runs (steps 7 and 8 swapped)',
    edit: (runbook) => runbook.swap('7', '8'),
    noticed: stoppedAt('upgrade-address-database', /Object Server is not running/u),
  },
  {
    name: 'no set-up (step 9 dropped)',
    edit: (runbook) => runbook.drop('9'),
    noticed: stoppedAt('start-address-service', /has not been set up/u),
  },
  {
    name: 'a server without its mail application (step 11, second operation dropped)',
    edit: (runbook) => runbook.dropOperation('11', 2),
    noticed: stoppedAt('start-server', /port 143 .* is closed, expected open/u),
  },
  {
    name: 'another service started in place of the machine (step 3, second operation)',
    edit: (runbook) => runbook.replace('3', 'host.restart', 'object-server.stop'),
    noticed: stoppedAt('install-version-6', /gmmaild is running; stop every service first/u),
  },
  {
    name: 'the journal of the old version left (step 12, something else done)',
    edit: (runbook) => runbook.replace('12', 'journal.clear', 'object-server.start'),
    noticed: stoppedAt('clear-journal', /journal/u),
  },
  {
    name: 'the journal of the old version left, and nobody looks (step 12, command and verification)',
    edit: (runbook) =>
      runbook
        .replace('12', 'journal.clear', 'object-server.start')
        .replace('12', '! -newer', '-size +100000 ! -newer', 'verify'),
    noticed: afterwards('unexpected', /journal\/J/u),
  },
  {
    name: 'no operator console (step 13, something else started)',
    edit: (runbook) => runbook.replace('13', 'operator-console.start', 'object-server.start'),
    noticed: afterwards('service', /gmconsd does not run/u),
  },
  {
    name: 'nothing to go back to but the old version (step 14, something else done)',
    edit: (runbook) => runbook.replace('14', 'environment.back-up-version-6', 'object-server.start'),
    noticed: stoppedAt('back-up-version-6', /standard output is empty/u),
  },
  {
    name: 'no automatic start any more (step 15 dropped)',
    runbook: 'groupmax/from-v5',
    edit: (runbook) => runbook.drop('15'),
    noticed: afterwards('changed', /autostart/u),
  },
];
