import { describe, expect, test } from 'vitest';

import { compareLab } from '#core/lab/compare-lab.ts';

import { EditedRunbook, RunbookFolder } from './mutants/edited-runbook.ts';
import { type Mutant, MUTANTS, type Seen } from './mutants/sims-offline.ts';
import { rehearse } from './rehearsed.ts';
import { Slots } from './slots.ts';

/** As many rehearsals at once as two cores carry. */
const slots = new Slots(3);

async function rehearseMutant({ edit, options = [] }: Pick<Mutant, 'edit' | 'options'>): Promise<Seen> {
  const runbook = new EditedRunbook();
  edit(runbook);
  using folder = new RunbookFolder(runbook.text);
  await using rehearsed = await slots.use(() =>
    rehearse(['--retries', '0', ...options], { WATARI_RUNBOOKS: folder.path }),
  );
  const { exit, err, said } = rehearsed;
  return {
    exit,
    status: said?.status,
    at: said?.steps.find(({ outcome }) => outcome === 'pending')?.number,
    said: err.split('\n').slice(-8).join('\n'),
    differences: said?.status === 'completed' ? compareLab(said.lab, { loginSeparator: '+' }) : [],
  };
}

describe('a runbook with one mistake in it', () => {
  test.concurrent('would be found by a harness that lets the right one through', async () => {
    expect(await rehearseMutant({ edit: () => undefined })).toMatchObject({
      exit: 0,
      status: 'completed',
      differences: [],
    });
  }, 300_000);

  test.concurrent.each(MUTANTS)('is noticed: $name', { timeout: 300_000 }, async (mutant) => {
    expect(await rehearseMutant(mutant)).toMatchObject(mutant.noticed);
  });
});
