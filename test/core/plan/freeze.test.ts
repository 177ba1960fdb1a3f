import { describe, expect, it } from 'vitest';

import { freeze } from '#core/plan/index.ts';

import { VALUES, inventoryOf, planOf } from './crossing.ts';

describe('a frozen plan', () => {
  it('says how each operation is found again', () => {
    const recoveries = freeze(planOf()).steps.flatMap((step) =>
      [...step.operations, ...step.undo].map(({ verb, recovery, manual }) => `${verb} ${recovery} ${manual}`),
    );
    expect(recoveries).toEqual([
      'ssh attach false',
      'file converge false',
      'file converge false',
      'site wait true',
      'manual wait true',
      'ldap converge false',
      'ldap converge false',
      'ssh attach false',
      'ssh attach false',
      'ssh attach false',
      'wait wait false',
    ]);
  });
  it('finds a mapped site operation again as the job it is', () => {
    const inventory = inventoryOf('operations: { server.install: { run: setup } }');
    const [, install] = freeze(planOf({ inventory })).steps;
    expect(install?.operations[0]).toEqual({ id: 'do.1', verb: 'site', recovery: 'attach', manual: false });
  });
  it('names the hosts of the steps that apply, each once', () => {
    const plan = planOf();
    expect(freeze(plan).hosts).toEqual([VALUES.oldHost, VALUES.newHost]);
    const onlyOld = { ...plan, steps: plan.steps.map((step) => ({ ...step, applies: step.number === '1' })) };
    expect(freeze(onlyOld).hosts).toEqual([VALUES.oldHost]);
  });
  it('knows which steps prove that they worked', () => {
    expect(freeze(planOf()).steps.map((step) => step.verifies)).toEqual([true, false, true, true]);
  });
});
