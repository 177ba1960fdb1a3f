import { describe, expect, test } from 'vitest';

import { MUTANTS } from './mutants/groupmax.ts';
import { sample } from './mutants/mutant.ts';
import { rehearseMutant } from './mutants/rehearse-mutant.ts';

const GROUPMAX = { path: 'groupmax/upgrade.yaml', runbook: 'groupmax/from-v2' };

describe('Groupmax with one mistake in it', () => {
  test.concurrent.each(['from-v5', 'from-v3', 'from-v2', 'from-v2-02-00'])(
    'would be found by a harness that lets the right one through (%s)',
    { timeout: 300_000 },
    async (variant) => {
      const seen = await rehearseMutant(GROUPMAX, {
        edit: () => undefined,
        runbook: `groupmax/${variant}`,
      });
      expect(seen).toMatchObject({ step: undefined, exit: 0, status: 'completed', differences: [] });
    },
  );

  test.concurrent.each(sample(MUTANTS))('is noticed: $name', { timeout: 300_000 }, async (mutant) => {
    expect(await rehearseMutant(GROUPMAX, mutant)).toMatchObject(mutant.noticed);
  });
});
