import { describe, expect, test } from 'vitest';

import { sample } from './mutants/mutant.ts';
import { MUTANTS } from './mutants/netscape.ts';
import { rehearseMutant } from './mutants/rehearse-mutant.ts';

const NETSCAPE = { path: 'iplanet/netscape.yaml', runbook: 'iplanet/netscape' };

describe('Netscape with one mistake in it', () => {
  test.concurrent('would be found by a harness that lets the right one through', async () => {
    expect(await rehearseMutant(NETSCAPE, { edit: () => undefined })).toMatchObject({
      step: undefined,
      exit: 0,
      status: 'completed',
      differences: [],
    });
  }, 300_000);

  test.concurrent.each(sample(MUTANTS))('is noticed: $name', { timeout: 300_000 }, async (mutant) => {
    expect(await rehearseMutant(NETSCAPE, mutant)).toMatchObject(mutant.noticed);
  });
});
