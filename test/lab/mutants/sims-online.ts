import { afterwards, atStep, byCheck, type Mutant } from './mutant.ts';

const SAME_HOST = 'iplanet/sims-online-same-host';

/** Steps are those of the guide. Where nothing else is said it is rehearsed to a new host. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'no export of the directory (step 1 dropped)',
    edit: (runbook) => runbook.drop('1'),
    noticed: byCheck(/no backup before it/u),
  },
  {
    name: 'no merged schema (step 2 dropped)',
    runbook: SAME_HOST,
    edit: (runbook) => runbook.drop('2'),
    noticed: atStep('8a', /objectClassViolation/u),
  },
  {
    name: 'iPlanet goes on from its installation (step 5, second operation dropped)',
    edit: (runbook) => runbook.dropOperation('5', 2),
    noticed: atStep('5', /exit status 0|expected/u),
  },
  {
    name: 'the wrong directory (step 6, host, command and verification)',
    edit: (runbook) =>
      runbook
        .replace('6', 'ugldaphost -v {{directoryHost}}', 'ugldaphost -v {{newHost}}')
        .replace('6', '"{{directoryHost}}"', '"{{newHost}}"', 'verify'),
    noticed: atStep('9e', /cannot read|dirsync/u),
  },
  {
    name: 'as the guide prints it, users of other domains left out (step 8b, base)',
    runbook: SAME_HOST,
    edit: (runbook) => runbook.replace('8b', '-b {{userSuffix}}', '-b dc=com,o=internet'),
    noticed: atStep('8b', /expected 0|found/u),
  },
  {
    name: 'no full dirsync (step 8c dropped)',
    runbook: SAME_HOST,
    edit: (runbook) => runbook.drop('8c'),
    noticed: afterwards('service', /refused|dirsync|not know/u),
  },
  {
    name: 'domains not routed to the new host (step 9b, command and verification)',
    edit: (runbook) =>
      runbook
        .replace('9b', ' -A mailroutinghosts:{{newHost}}', '')
        .replace('9b', '(!(mailRoutingHosts={{newHost}}))', '(!(objectClass=mailDomain))', 'verify'),
    noticed: afterwards('attribute', /mailRoutingHosts/iu),
  },
  {
    name: 'as the guide prints it, without a directory to ask (step 9c, -h)',
    edit: (runbook) => runbook.replace('9c', 'imsdirmig -h {{directoryHost}}', 'imsdirmig'),
    noticed: atStep('9c', /imsdirmig|connect/u),
  },
  {
    name: 'nobody told where the mailboxes are (step 9c, mail host)',
    edit: (runbook) => runbook.replace('9c', ' -A mailhost:{{newHost}}', ''),
    noticed: atStep('9c', /expected 0|found/u),
  },
  {
    name: 'the old name leads to the old host (step 9f, operation)',
    edit: (runbook) =>
      runbook
        .replace('9f', 'dns.change', 'dns.leave')
        .replace('9f', '"timeoutMinutes":60', '"timeoutMinutes":0.02', 'verify'),
    noticed: atStep('9f', /oldmail\.siroe\.com/u),
  },
  {
    name: 'iPlanet never started (step 10 dropped)',
    edit: (runbook) => runbook.drop('10'),
    noticed: byCheck(/never up again|start-iplanet/u),
  },
  {
    name: 'as the guide prints it, a second mailbox beside each that new mail has made (-n in step 11)',
    runbook: SAME_HOST,
    // However quick the machine is: the mailboxes are moved when new mail has made some.
    edit: (runbook) =>
      runbook.add('10', {
        wait: {
          on: 'newHost',
          run: "find {{instanceRoot}}/store/partition -name '*.msg' -print",
          until: { stdout: { empty: false } },
          everySeconds: 1,
          timeoutMinutes: 1,
        },
      }),
    options: ['--set', 'restoreMode=new-mailbox'],
    noticed: atStep('11', /INBOX/u),
  },
  {
    name: 'no list where imbackup reads it (step 11, first operation dropped)',
    edit: (runbook) => runbook.dropOperation('convert-store-to-new-host', 1),
    noticed: atStep('11', /session 01 .*part 1 of 2/u),
  },
  {
    name: 'a session that moves nothing (step 11, the restore reads nothing)',
    runbook: SAME_HOST,
    edit: (runbook) => runbook.replace('11', 'imsrestore -f-', 'imsrestore -f /dev/null'),
    noticed: atStep('11', /session 01 .*part 1 of 2/u),
  },
];
