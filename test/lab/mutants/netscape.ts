import { afterwards, atStep, byCheck, type Mutant } from './mutant.ts';

/** The first few are what the guide prints, wrongly. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'started twice, as printed (step 1)',
    edit: (runbook) => runbook.replace('1', '/stop-msg smtp', '/start-msg smtp'),
    noticed: atStep('1', /port 25 .* is open, expected closed/u),
  },
  {
    name: 'a slash at the end of the link, as printed (step 11b)',
    edit: (runbook) => runbook.replace('11b', '/store/user"', '/store/user/"'),
    noticed: atStep('11b', /No such file or directory/u),
  },
  {
    name: 'the quotas without /store, as printed (step 11d)',
    edit: (runbook) =>
      runbook.replace('11d', '{{instance}}/store/mboxlist/quota.db', '{{instance}}/mboxlist/quota.db'),
    noticed: atStep('11d', /cannot create regular file/u),
  },
  {
    name: 'a filter without quotes, as printed (step 12)',
    edit: (runbook) => runbook.replace('12', "'", ''),
    noticed: byCheck(/found a bare "\|"/u),
  },
  {
    name: 'no -h, as printed (step 16)',
    edit: (runbook) => runbook.replace('16', ' -h {{directoryHost}}', ''),
    noticed: atStep('16', /exit status/u),
  },
  {
    name: 'no backup of the store (step 0b dropped)',
    edit: (runbook) => runbook.drop('0b'),
    noticed: afterwards('missing-backup', /\/INBOX \d{14}Z/u),
  },
  {
    name: 'no merged schema (step 2 dropped)',
    edit: (runbook) => runbook.drop('2'),
    noticed: atStep('3', /definitions are missing or different/u),
  },
  {
    name: 'Netscape goes on running (step 4 dropped)',
    edit: (runbook) => runbook.drop('4'),
    noticed: atStep('7', /not every server could be started/u),
  },
  {
    name: 'no restart of the directory (step 6 dropped)',
    edit: (runbook) => runbook.drop('6'),
    noticed: afterwards('service', /indexes of iPlanet are not in effect/u),
  },
  {
    name: 'iPlanet never stopped (step 8 dropped)',
    edit: (runbook) => runbook.drop('8'),
    noticed: atStep('11f', /exit status 0, expected 1/u),
  },
  {
    name: 'iPlanet runs while it is set up (step 8, stopped and started)',
    edit: (runbook) => runbook.replace('8', '/stop-msg', '/start-msg'),
    noticed: atStep('8', /exit status 0, expected 1/u),
  },
  {
    name: 'the organization of the installer (step 10 dropped)',
    edit: (runbook) => runbook.drop('10'),
    noticed: atStep('13', /default organization/u),
  },
  {
    name: 'the old partitions forgotten (step 11a dropped)',
    edit: (runbook) => runbook.drop('11a'),
    noticed: atStep('14', /stored cannot read/u),
  },
  {
    name: 'a link inside the directory (rmdir of step 11b dropped)',
    edit: (runbook) => runbook.dropOperation('11b', 1),
    noticed: atStep('11b', /exit status 1/u),
  },
  {
    name: 'no list of mailboxes (step 11c dropped)',
    edit: (runbook) => runbook.drop('11c'),
    noticed: atStep('14', /only on the left/u),
  },
  {
    name: 'files of root (step 11e dropped)',
    edit: (runbook) => runbook.drop('11e'),
    noticed: atStep('14', /exit status/u),
  },
  {
    name: 'no filter (step 12, second operation dropped)',
    edit: (runbook) => runbook.dropOperation('12', 2),
    noticed: atStep('12', /ugfilter|expected/u),
  },
  {
    name: 'a mail transfer agent that knows nobody (step 13 dropped)',
    edit: (runbook) => runbook.drop('13'),
    noticed: afterwards('service', /dirsync does not know/u),
  },
  {
    name: 'quotas upgraded as root (step 15)',
    edit: (runbook) => runbook.replace('15', '"as":"{{mailUser}}",', ''),
    noticed: atStep('15', /run this as the mail server user/u),
  },
  {
    name: 'groups forgotten (step 16, users in place of both)',
    edit: (runbook) => runbook.replace('16', '-m both', '-m users'),
    noticed: atStep('16', /entries found, expected 0/u),
  },
  {
    name: 'entries taken for those of SIMS (step 16, -M sims)',
    edit: (runbook) => runbook.replace('16', '-M nms', '-M sims'),
    noticed: atStep('16', /exit status|entries found, expected 0/u),
  },
  {
    name: 'multi-schema support for ever (step 17 dropped)',
    edit: (runbook) => runbook.drop('17'),
    noticed: afterwards('unexpected-option', /local\.imta/u),
  },
];
