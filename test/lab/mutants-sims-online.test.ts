import { describe, expect, test } from 'vitest';

import { sample } from './mutants/mutant.ts';
import { rehearseMutant } from './mutants/rehearse-mutant.ts';
import { MUTANTS } from './mutants/sims-online.ts';

const NEW_HOST = {
  path: 'iplanet/sims-online.yaml',
  runbook: 'iplanet/sims-online-new-host',
  chosen: { loginSeparator: '+' },
};

describe('SIMS online with one mistake in it', () => {
  test.concurrent('would be found by a harness that lets the right one through', async () => {
    expect(await rehearseMutant(NEW_HOST, { edit: () => undefined })).toMatchObject({
      exit: 0,
      status: 'completed',
      differences: [],
    });
  }, 300_000);

  test.concurrent.each(sample(MUTANTS))('is noticed: $name', { timeout: 300_000 }, async (mutant) => {
    expect(await rehearseMutant(NEW_HOST, mutant)).toMatchObject(mutant.noticed);
  });
});
