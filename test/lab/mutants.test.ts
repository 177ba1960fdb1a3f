import { describe, expect, test } from 'vitest';

import { sample, TRIES_EVERY } from './mutants/mutant.ts';
import { rehearseMutant } from './mutants/rehearse-mutant.ts';
import { MUTANTS } from './mutants/sims-offline.ts';

const SIMS_OFFLINE = {
  path: 'iplanet/sims-offline.yaml',
  runbook: 'iplanet/sims-offline',
  chosen: { loginSeparator: '+' },
};

describe('SIMS offline with one mistake in it', () => {
  // Every `npm test` rehearses the right one elsewhere.
  test.concurrent.each(TRIES_EVERY ? [SIMS_OFFLINE] : [])(
    'would be found by a harness that lets the right one through',
    { timeout: 300_000 },
    async (right) => {
      expect(await rehearseMutant(right, { edit: () => undefined })).toMatchObject({
        step: undefined,
        exit: 0,
        status: 'completed',
        differences: [],
      });
    },
  );

  test.concurrent.each(sample(MUTANTS))('is noticed: $name', { timeout: 300_000 }, async (mutant) => {
    expect(await rehearseMutant(SIMS_OFFLINE, mutant)).toMatchObject(mutant.noticed);
  });
});
