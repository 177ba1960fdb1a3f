import { describe, expect, test } from 'vitest';

import { sample, TRIES_EVERY } from './mutants/mutant.ts';
import { rehearseMutant } from './mutants/rehearse-mutant.ts';
import { MUTANTS } from './mutants/sims-incremental.ts';

const SIMS_INCREMENTAL = {
  path: 'iplanet/sims-incremental.yaml',
  runbook: 'iplanet/sims-incremental',
  chosen: { loginSeparator: '+' },
};

describe('SIMS incremental with one mistake in it', () => {
  // Every `npm test` rehearses the right one elsewhere.
  test.concurrent.each(TRIES_EVERY ? [SIMS_INCREMENTAL] : [])(
    'would be found by a harness that lets the right one through',
    { timeout: 400_000 },
    async (right) => {
      expect(await rehearseMutant(right, { edit: () => undefined })).toMatchObject({
        exit: 0,
        status: 'completed',
        differences: [],
      });
    },
  );

  test.concurrent.each(sample(MUTANTS))('is noticed: $name', { timeout: 400_000 }, async (mutant) => {
    expect(await rehearseMutant(SIMS_INCREMENTAL, mutant)).toMatchObject(mutant.noticed);
  });
});
