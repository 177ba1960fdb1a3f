import { compareLab } from '#core/lab/compare-lab.ts';

import { rehearse } from '../rehearsed.ts';
import { Slots } from '../slots.ts';
import { EditedRunbook, RunbookFolder } from './edited-runbook.ts';
import type { Mutant, Seen } from './mutant.ts';

/** As many rehearsals at once as two cores carry. */
const slots = new Slots(3);

/** The runbook that a table spoils: its file below `runbooks/`, its id, and values that the comparison must know. */
export type Spoilt = {
  readonly path: string;
  readonly runbook: string;
  readonly chosen?: Readonly<Record<string, string>>;
};

/** Rehearses a spoilt runbook without retries, and compares what it left. */
export async function rehearseMutant(
  { path, runbook, chosen = {} }: Spoilt,
  mutant: Pick<Mutant, 'edit' | 'options' | 'runbook'>,
): Promise<Seen> {
  const edited = new EditedRunbook(path).hurry();
  mutant.edit(edited);
  using folder = new RunbookFolder(edited);
  await using rehearsed = await slots.use(() =>
    rehearse(
      ['--retries', '0', ...(mutant.options ?? [])],
      { WATARI_RUNBOOKS: folder.path },
      mutant.runbook ?? runbook,
    ),
  );
  const { exit, err, said } = rehearsed;
  const ended = said?.steps.find(({ outcome }) => outcome === 'pending');
  return {
    exit,
    status: said?.status,
    at: ended?.number,
    step: ended?.id,
    said: err.split('\n').slice(-8).join('\n'),
    differences: said?.status === 'completed' ? compareLab(said.lab, chosen) : [],
  };
}
