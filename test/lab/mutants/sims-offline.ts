import { afterwards, atStep, byCheck, type Mutant } from './mutant.ts';

const PIPE = ['--set', 'storeVia=pipe'];

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'no export of the directory (step 1 dropped)',
    edit: (runbook) => runbook.drop('1'),
    noticed: byCheck(/no backup before it/u),
  },
  {
    name: 'no merged schema (step 2 dropped)',
    edit: (runbook) => runbook.drop('2'),
    noticed: atStep('9a', /objectClassViolation/u),
  },
  {
    name: 'SIMS stopped before its queue is empty (steps 3 and 4 swapped)',
    edit: (runbook) => runbook.swap('3', '4'),
    noticed: atStep('4', /dispatcher is not running/u),
  },
  {
    name: 'SIMS goes on running (step 4 dropped)',
    edit: (runbook) => runbook.drop('4'),
    noticed: atStep('6', /not every server could be started/u),
  },
  {
    name: 'nothing on the tape (step 5 dropped)',
    edit: (runbook) => runbook.drop('5'),
    noticed: atStep('10a', /cannot open \/dev\/rmt\/0/u),
  },
  {
    name: 'another tape than the one that is read (step 5, wrong device)',
    edit: (runbook) => runbook.replace('5', '{{tapeDevice}}', '/dev/rmt/1'),
    noticed: atStep('5', /the command on the right: exit status 1/u),
  },
  {
    name: 'iPlanet runs while it is set up (stop-msg of step 6 dropped)',
    edit: (runbook) => runbook.dropOperation('6', 2),
    noticed: atStep('6', /exit status 0, expected 1/u),
  },
  {
    name: 'configured before it is installed (steps 6 and 7 swapped)',
    edit: (runbook) => runbook.swap('6', '7'),
    noticed: atStep('6', /configutil: not found/u),
  },
  {
    name: 'half of the tree (step 7, wrong base in command and verification)',
    edit: (runbook) =>
      runbook
        .replace('7', '{{userSuffix}}', 'dc=com,o=internet')
        .replace('7', '{{userSuffix}}', 'dc=com,o=internet', 'verify'),
    noticed: afterwards('option', /local\.ugldapbasedn: found dc=com,o=internet/u),
  },
  {
    name: 'another directory host (step 7, wrong in command and verification)',
    edit: (runbook) =>
      runbook
        .replace('7', 'ugldaphost -v {{directoryHost}}', 'ugldaphost -v localhost')
        .replace('7', '{"is":"{{directoryHost}}"}', '{"is":"localhost"}', 'verify'),
    noticed: afterwards('option', /local\.ugldaphost: found localhost/u),
  },
  {
    name: 'a wrong password (step 7, where the verification cannot look)',
    edit: (runbook) => runbook.replace('7', '{{bindPassword}}', 'mistyped'),
    noticed: atStep('13', /imsimta: cannot read the default organization/u),
  },
  {
    name: 'a wrong separator (step 8, in command and verification)',
    edit: (runbook) =>
      runbook
        .replace('8', 'loginseparator -v +', 'loginseparator -v -')
        .replace('8', '{"is":"+"}', '{"is":"-"}', 'verify'),
    noticed: afterwards('option', /service\.loginseparator: found -/u),
  },
  {
    name: 'domains left as they are (step 9a dropped)',
    edit: (runbook) => runbook.drop('9a'),
    noticed: afterwards('attribute', /^dc=siroe,dc=com,o=internet objectclass/u),
  },
  {
    name: 'users and groups left as they are (step 9b dropped)',
    edit: (runbook) => runbook.drop('9b'),
    noticed: afterwards('attribute', /ou=people.* objectclass/u),
  },
  {
    name: 'groups forgotten (step 9b, users in place of both)',
    edit: (runbook) => runbook.replace('9b', '-m both', '-m users'),
    noticed: atStep('9b', /8 entries found, expected 0/u),
  },
  {
    name: 'entries taken for those of Netscape (step 9a, -M nms)',
    edit: (runbook) => runbook.replace('9a', '-M sims', '-M nms'),
    noticed: atStep('9a', /exit status 2/u),
  },
  {
    name: 'groups alone (step 9b, wrong base)',
    edit: (runbook) => runbook.replace('9b', '{{userSuffix}}', 'ou=groups,{{defaultOrganization}}'),
    noticed: atStep('9b', /40 entries found, expected 0/u),
  },
  {
    name: 'a mailbox that is on no list (step 10b)',
    edit: () => undefined,
    options: [...PIPE, '--set', 'mailboxes=susan\nhanako\nkenji'],
    noticed: atStep('10b', /only on the left, none only on the right/u),
  },
  {
    name: 'every session with the list of the first (step 10b)',
    edit: (runbook) => runbook.replace('10b', '-u {{userFile}}', '-u /var/tmp/userfile.01'),
    options: PIPE,
    noticed: byCheck(/sessions\.file: found "userFile", which the command does not use/u),
  },
  {
    name: 'the left side of the pipe killed in the midst (step 10b)',
    edit: () => undefined,
    options: [...PIPE, '--faults', 'kill-once:imbackup@10b.3'],
    noticed: atStep('10b', /part 1 of 2 of the pipeline ended with exit status 137/u),
  },
  {
    name: 'fast and careless for ever (step 11 dropped)',
    edit: (runbook) => runbook.drop('11'),
    noticed: atStep('13', /is "0", expected "-1"/u),
  },
  {
    name: 'the store goes on as it was started for loading (step 12 dropped)',
    edit: (runbook) => runbook.drop('12'),
    noticed: afterwards('service', /stored runs with sync level 0/u),
  },
  {
    name: 'the store stopped before it is filled (steps 10a and 12 swapped)',
    edit: (runbook) => runbook.swap('10a', '12'),
    noticed: atStep('13', /is "0", expected "-1"/u),
  },
  {
    name: 'a mail transfer agent that knows nobody (dirsync of step 13 dropped)',
    edit: (runbook) => runbook.dropOperation('13', 1),
    noticed: afterwards('service', /dirsync does not know/u),
  },
  {
    name: 'rules written and never loaded (step 14, second operation dropped)',
    edit: (runbook) => runbook.dropOperation('14', 2),
    noticed: atStep('14', /0 entries found, expected at least 1/u),
  },
];
