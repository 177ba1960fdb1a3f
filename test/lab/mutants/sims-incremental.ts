import { expect } from 'vitest';

import { afterwards, atStep, byCheck, type Mutant } from './mutant.ts';

/** Steps are those of the guide; a wave's step is called 11b@canary. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'no merged schema (step 2 dropped)',
    edit: (runbook) => runbook.drop('2'),
    noticed: atStep('6', /objectClassViolation/u),
  },
  {
    name: 'dirsync knows one schema (step 7, filter, command and verification)',
    edit: (runbook) =>
      runbook
        .replace('7', '(|(objectClass=inetMailUser)(objectClass=inetMailGroup))', '(objectClass=inetMailer)')
        .replace(
          '7',
          '(|(objectClass=inetMailUser)(objectClass=inetMailGroup))',
          '(objectClass=inetMailer)',
          'verify',
        ),
    noticed: afterwards('missing', /./u),
  },
  {
    name: 'a proxy that was never started anew (step 10, both commands dropped)',
    edit: (runbook) => runbook.dropOperation('10', 3).dropOperation('10', 2),
    noticed: afterwards('service', /proxy of SIMS/u),
  },
  {
    name: 'mailboxes left open (step 11b, no lock)',
    edit: (runbook) => runbook.replace('11b', String.raw`\\;mailFolderMap:LOCK`, ''),
    noticed: atStep('11b@canary', /entries found, expected 0/u),
  },
  {
    name: 'as the guide prints it, without a directory to ask (step 11b, -h)',
    edit: (runbook) => runbook.replace('11b', 'imsdirmig -h {{directoryHost}}', 'imsdirmig'),
    noticed: atStep('11b@canary', /imsdirmig/u),
  },
  {
    name: 'a filter that takes everybody (step 11b, command)',
    edit: (runbook) => runbook.replace('11b', '-F {{wave.filter}}', String.raw`-F \"(uid=*)\"`),
    noticed: atStep('11b@canary', /entries found, expected 0/u),
  },
  {
    name: 'the MTA goes on delivering into mailboxes that are being copied (step 11c, SIMS left out)',
    edit: (runbook) => runbook.dropOperation('11c', 1),
    // In whichever wave a message comes in just then.
    noticed: { exit: 1, status: 'open', at: expect.stringMatching(/^11[dg]@/u) },
  },
  {
    name: 'a restore that reads nothing (step 11d)',
    edit: (runbook) => runbook.replace('11d', 'imsrestore -f-', 'imsrestore -f /dev/null'),
    noticed: atStep('11d@canary', /session 01 .*part 1 of 2/u),
  },
  {
    name: 'as the guide prints it, forwards and automatic replies lost (step 11e, nothing put back)',
    edit: (runbook) => runbook.dropOperation('11e', 2),
    noticed: atStep('11e@canary', /3 entries are not as before/u),
  },
  {
    name: 'users sent back to the old host (step 11e, mail host)',
    edit: (runbook) => runbook.replace('11e', 'mailhost:{{newHost}}', 'mailhost:{{oldHost}}'),
    noticed: atStep('11e@canary', /entries found, expected 0/u),
  },
  {
    name: 'held mail never released on the old host (step 11g, first operation dropped)',
    edit: (runbook) => runbook.dropOperation('11g', 1),
    noticed: atStep('11g@canary', /exit status 0, expected 1/u),
  },
  {
    name: 'as the guide prints it, groups of other domains left behind (step 13, base)',
    edit: (runbook) => runbook.replace('13', '-b {{userSuffix}}', '-b {{defaultOrganization}}'),
    noticed: atStep('13', /entries found, expected 0/u),
  },
  {
    name: 'entries never upgraded (step 17 dropped)',
    edit: (runbook) => runbook.drop('17'),
    noticed: afterwards('attribute', /objectClass/iu),
  },
  {
    name: 'as the guide prints it, the third setting forgotten (step 18, third operation dropped)',
    edit: (runbook) => runbook.dropOperation('18', 3),
    noticed: atStep('18', /True/u),
  },
  {
    name: 'no export of the directory (step 1 dropped)',
    edit: (runbook) => runbook.drop('1'),
    noticed: byCheck(/no backup before it/u),
  },
];
