import { describe, expect, it } from 'vitest';

import { compilePlan } from '#core/plan/compile.ts';
import type { PlannedStep } from '#core/plan/plan.ts';
import { loadRunbookFile } from '#core/runbook/index.ts';
import { showPieces } from '#core/runbook/render.ts';
import {
  simsIncremental,
  simsIncrementalFast,
  simsIncrementalPrompts,
} from '#test/fixtures/guide/sims-incremental.ts';
import {
  simsOnlineNewHost,
  simsOnlinePrompts,
  simsOnlineSameHost,
} from '#test/fixtures/guide/sims-online.ts';
import { posixWords } from '#test/posix-words.ts';

/** Commands on a host, as people see and approve them. The number of a wave's step is that of the guide. */
const commandsOf = (step: PlannedStep) =>
  step.operations.flatMap(({ verb, command }) =>
    (verb === 'ssh' || verb === 'wait') && command !== null
      ? [{ step: step.number.replace(/@.*$/u, ''), words: posixWords(command) }]
      : [],
  );

const GUIDE = [
  {
    name: 'SIMS online on the same host',
    file: 'sims-online',
    id: 'sims-online-same-host',
    values: {},
    guide: simsOnlineSameHost,
    differing: 8,
    prompts: simsOnlinePrompts,
  },
  {
    name: 'SIMS online to a new host',
    file: 'sims-online',
    id: 'sims-online-new-host',
    values: {},
    guide: simsOnlineNewHost,
    differing: 9,
    prompts: simsOnlinePrompts,
  },
  {
    name: 'SIMS incremental',
    file: 'sims-incremental',
    id: 'sims-incremental',
    values: {},
    guide: simsIncremental,
    differing: 21,
    prompts: simsIncrementalPrompts,
  },
  {
    name: 'SIMS incremental with the addendum',
    file: 'sims-incremental',
    id: 'sims-incremental',
    values: { firstWaveFast: 'true' },
    guide: simsIncrementalFast,
    differing: 23,
    prompts: simsIncrementalPrompts,
  },
];

describe.each(GUIDE)('$name, under --examples', ({ file, id, values, guide, differing, prompts }) => {
  const runbook = loadRunbookFile(`runbooks/iplanet/${file}.yaml`).runbooks.find(
    (one) => one.id === `iplanet/${id}`,
  );
  if (runbook === undefined) throw new Error(`runbooks/iplanet/${file}.yaml has problems`);
  const steps = compilePlan({ runbook, values, inventory: null, examples: true }).plan?.steps ?? [];

  it("carries out the guide's commands, word by word, in its order, and no others", () => {
    expect(steps.flatMap(commandsOf)).toEqual(guide.map(({ step, words }) => ({ step, words })));
  });

  it('says what the guide prints, and why we differ, wherever we do', () => {
    const corrected = guide.flatMap(({ words, corrected: by }) => (by ? [{ words, ...by }] : []));
    expect(corrected).toHaveLength(differing);
    for (const { words, printed, reason } of corrected) {
      expect(posixWords(printed)).not.toEqual(words);
      expect(reason).not.toBe('');
    }
  });

  it("answers the installer's question as the guide does", () => {
    const asked = steps.flatMap((step) =>
      step.operations.flatMap((one) =>
        'prompts' in one
          ? one.prompts.map(({ asks, answer }) => ({ step: step.number, asks, answer: showPieces(answer) }))
          : [],
      ),
    );
    expect(asked).toEqual(expect.arrayContaining([...prompts]));
  });
});
