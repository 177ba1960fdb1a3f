import { describe, expect, test } from 'vitest';

import { sample } from './mutants/mutant.ts';
import { rehearseMutant } from './mutants/rehearse-mutant.ts';
import { MUTANTS } from './mutants/sims-offline.ts';

const SIMS_OFFLINE = {
  path: 'iplanet/sims-offline.yaml',
  runbook: 'iplanet/sims-offline',
  chosen: { loginSeparator: '+' },
};

describe('SIMS offline with one mistake in it', () => {
  test.concurrent('would be found by a harness that lets the right one through', async () => {
    expect(await rehearseMutant(SIMS_OFFLINE, { edit: () => undefined })).toMatchObject({
      step: undefined,
      exit: 0,
      status: 'completed',
      differences: [],
    });
  }, 300_000);

  test.concurrent.each(sample(MUTANTS))('is noticed: $name', { timeout: 300_000 }, async (mutant) => {
    expect(await rehearseMutant(SIMS_OFFLINE, mutant)).toMatchObject(mutant.noticed);
  });
});
