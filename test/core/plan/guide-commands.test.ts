import { describe, expect, it } from 'vitest';

import { compilePlan } from '#core/plan/compile.ts';
import type { PlannedStep } from '#core/plan/plan.ts';
import { loadRunbookFile } from '#core/runbook/index.ts';
import { showPieces } from '#core/runbook/render.ts';
import { simsOffline, simsOfflinePrompts } from '#test/fixtures/guide/sims-offline.ts';
import { posixWords } from '#test/posix-words.ts';

const [runbook] = loadRunbookFile('runbooks/iplanet/sims-offline.yaml').runbooks;
if (runbook === undefined) throw new Error('runbooks/iplanet/sims-offline.yaml has problems');
const { plan } = compilePlan({ runbook, values: {}, inventory: null, examples: true });

/** Commands on a host, as people see and approve them. Directory, site and manual operations have none of the guide's. */
const commandsOf = (step: PlannedStep) =>
  step.operations.flatMap(({ verb, command }) =>
    (verb === 'ssh' || verb === 'wait') && command !== null
      ? [{ step: step.number, words: posixWords(command) }]
      : [],
  );

describe('SIMS offline, under --examples', () => {
  it("carries out the guide's commands, word by word, in its order, and no others", () => {
    expect(plan?.steps.flatMap(commandsOf)).toEqual(simsOffline.map(({ step, words }) => ({ step, words })));
  });

  it('says what the guide prints, and why we differ, wherever we do', () => {
    const corrected = simsOffline.flatMap(({ words, corrected: by }) => (by ? [{ words, ...by }] : []));
    expect(corrected).toHaveLength(7);
    for (const { words, printed, reason } of corrected) {
      expect(posixWords(printed)).not.toEqual(words);
      expect(reason).not.toBe('');
    }
  });

  it("answers the installer's questions as the guide does", () => {
    const asked = plan?.steps.flatMap((step) =>
      step.operations.flatMap((one) =>
        'prompts' in one
          ? one.prompts.map(({ asks, answer }) => ({ step: step.number, asks, answer: showPieces(answer) }))
          : [],
      ),
    );
    expect(asked).toEqual(expect.arrayContaining([...simsOfflinePrompts]));
  });

  it('lists both ways of the message store, and applies the one by tape', () => {
    const steps = plan?.steps.filter(({ number }) => ['5', '10a', '10b'].includes(number));
    expect(steps?.map(({ number, applies }) => ({ number, applies }))).toEqual([
      { number: '5', applies: true },
      { number: '10a', applies: true },
      { number: '10b', applies: false },
    ]);
  });
});
