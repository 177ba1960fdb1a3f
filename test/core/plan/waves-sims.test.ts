import { expect, it } from 'vitest';

import { bindPlan, givenWaves } from '#core/plan/bind.ts';
import { compilePlan } from '#core/plan/compile.ts';
import { freeze } from '#core/plan/freeze.ts';
import { loadRunbookFile } from '#core/runbook/index.ts';

const [runbook] = loadRunbookFile('runbooks/iplanet/sims-incremental.yaml').runbooks;
if (runbook === undefined) throw new Error('runbooks/iplanet/sims-incremental.yaml has problems');
const given = {
  waves: 'canary: wallyc maryl; rest: hanako',
  oldHost: 'oldmail.siroe.com',
  newHost: 'newmail.siroe.com',
  directoryHost: 'ldap.siroe.com',
  bindPassword: 'file:/lab/password',
};

function commandsOf(wave: string, values: Readonly<Record<string, string>>): readonly string[] {
  const compiled = compilePlan({ runbook: runbook ?? never(), values, inventory: null, lab: true });
  if (compiled.plan === null) throw new Error(JSON.stringify(compiled.problems));
  const plan = bindPlan(compiled.plan, givenWaves(compiled.plan));
  const step = plan.steps.find(({ number }) => number === `11d@${wave}`) ?? never();
  return [...step.operations, ...step.verify].map(({ command }) => command ?? '');
}
const never = (): never => {
  throw new Error('it is not there');
};

it('stops the new server for sync level 0 in the first wave alone', () => {
  const stopping = (wave: string, firstWaveFast: string): number =>
    commandsOf(wave, { ...given, firstWaveFast }).filter((one) => one.includes('synclevel')).length;
  expect([stopping('canary', 'true'), stopping('rest', 'true'), stopping('canary', 'false')]).toEqual([
    3, 0, 0,
  ]);
});

it('counts the mailboxes of the wave and no others', () => {
  const counted = commandsOf('canary', given).find((one) => one.includes('count-messages'));
  expect(counted).toMatch(
    /sims maryl wallyc = .*iplanet maryl wallyc$|sims wallyc maryl = .*iplanet wallyc maryl$/u,
  );
});

it('says of every wave which operation puts back what its users had before the hold', () => {
  const compiled = compilePlan({ runbook: runbook ?? never(), values: given, inventory: null, lab: true });
  const { steps } = freeze(compiled.plan ?? never());
  const puttingBack = steps.flatMap(({ id, operations }) =>
    operations.flatMap(({ putsBack }) => (putsBack === undefined ? [] : [[id, putsBack]])),
  );
  expect(puttingBack).toEqual([
    ['point-users-to-new-host@canary', 'hold-users@canary'],
    ['point-users-to-new-host@rest', 'hold-users@rest'],
  ]);
});

it('releases held mail for those as well who were taken out of the wave', () => {
  const compiled = compilePlan({ runbook: runbook ?? never(), values: given, inventory: null, lab: true });
  const plan = compiled.plan ?? never();
  const [canary = never(), rest = never()] = givenWaves(plan).values();
  const [stays = never(), leaves = never()] = canary.users ?? [];
  const left = { ...canary, users: [stays], movedOut: [leaves] };
  const bound = bindPlan(
    plan,
    new Map([
      ['canary', left],
      ['rest', rest],
    ]),
  );
  const step = bound.steps.find(({ number }) => number === '11g@canary') ?? never();
  expect(step.operations.map(({ command }) => command)).toEqual([
    '/opt/SUNWmail/imta/sbin/hold_master -u wallyc -d siroe.com; /opt/SUNWmail/imta/sbin/hold_master -u maryl -d siroe.com',
    '/opt/iplanet/server5/bin/msg/imta/bin/hold_master -u wallyc -d siroe.com; /opt/iplanet/server5/bin/msg/imta/bin/hold_master -u maryl -d siroe.com',
  ]);
});
