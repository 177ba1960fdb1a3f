import { describe, expect, test } from 'vitest';

import { sample, TRIES_EVERY } from './mutants/mutant.ts';
import { rehearseMutant } from './mutants/rehearse-mutant.ts';
import { MUTANTS } from './mutants/sims-online.ts';

const NEW_HOST = {
  path: 'iplanet/sims-online.yaml',
  runbook: 'iplanet/sims-online-new-host',
  chosen: { loginSeparator: '+' },
};

describe('SIMS online with one mistake in it', () => {
  // Every `npm test` rehearses the right one elsewhere.
  test.concurrent.each(TRIES_EVERY ? [NEW_HOST] : [])(
    'would be found by a harness that lets the right one through',
    { timeout: 300_000 },
    async (right) => {
      expect(await rehearseMutant(right, { edit: () => undefined })).toMatchObject({
        exit: 0,
        status: 'completed',
        differences: [],
      });
    },
  );

  test.concurrent.each(sample(MUTANTS))('is noticed: $name', { timeout: 300_000 }, async (mutant) => {
    expect(await rehearseMutant(NEW_HOST, mutant)).toMatchObject(mutant.noticed);
  });
});
