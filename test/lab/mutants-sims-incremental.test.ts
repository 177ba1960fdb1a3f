import { describe, expect, test } from 'vitest';

import { sample } from './mutants/mutant.ts';
import { rehearseMutant } from './mutants/rehearse-mutant.ts';
import { MUTANTS } from './mutants/sims-incremental.ts';

const SIMS_INCREMENTAL = {
  path: 'iplanet/sims-incremental.yaml',
  runbook: 'iplanet/sims-incremental',
  chosen: { loginSeparator: '+' },
};

describe('SIMS incremental with one mistake in it', () => {
  test.concurrent('would be found by a harness that lets the right one through', async () => {
    expect(await rehearseMutant(SIMS_INCREMENTAL, { edit: () => undefined })).toMatchObject({
      exit: 0,
      status: 'completed',
      differences: [],
    });
  }, 400_000);

  test.concurrent.each(sample(MUTANTS))('is noticed: $name', { timeout: 400_000 }, async (mutant) => {
    expect(await rehearseMutant(SIMS_INCREMENTAL, mutant)).toMatchObject(mutant.noticed);
  });
});
