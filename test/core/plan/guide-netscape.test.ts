import { describe, expect, it } from 'vitest';

import { compilePlan } from '#core/plan/compile.ts';
import type { PlannedStep } from '#core/plan/plan.ts';
import { loadRunbookFile } from '#core/runbook/index.ts';
import { showPieces } from '#core/runbook/render.ts';
import { netscape, netscapeByHand, netscapePrompts } from '#test/fixtures/guide/netscape.ts';
import { posixWords } from '#test/posix-words.ts';

const [runbook] = loadRunbookFile('runbooks/iplanet/netscape.yaml').runbooks;
if (runbook === undefined) throw new Error('runbooks/iplanet/netscape.yaml has problems');
const steps = compilePlan({ runbook, values: {}, inventory: null, examples: true }).plan?.steps ?? [];

/** Commands on a host, as people see and approve them. */
const commandsOf = (step: PlannedStep) =>
  step.operations.flatMap(({ verb, command }) =>
    (verb === 'ssh' || verb === 'wait') && command !== null
      ? [{ step: step.number, words: posixWords(command) }]
      : [],
  );

describe('Netscape, under --examples', () => {
  it("carries out the guide's commands, word by word, in its order, and no others", () => {
    expect(steps.flatMap(commandsOf)).toEqual(netscape.map(({ step, words }) => ({ step, words })));
  });

  it('says what the guide prints, and why we differ, wherever we do', () => {
    const shown = steps.flatMap(({ operations }) =>
      operations.flatMap(({ verb, command }) => (verb === 'ssh' || verb === 'wait' ? [command] : [])),
    );
    const corrected = netscape.flatMap(({ corrected: by }, index) =>
      by ? [{ shown: shown[index], ...by }] : [],
    );
    expect(corrected).toHaveLength(13);
    for (const one of corrected) {
      expect(one.shown).not.toBe(one.printed);
      expect(one.reason).not.toBe('');
    }
  });

  it('asks for the rest by name, and for the command that the guide prints', () => {
    const asked = steps.flatMap((step) =>
      step.operations.flatMap((one) =>
        one.verb === 'site' ? [{ step: step.number, operation: one.operation, ask: one.ask }] : [],
      ),
    );
    expect(asked.map(({ step, operation }) => ({ step, operation }))).toEqual(
      netscapeByHand.map(({ step, operation }) => ({ step, operation })),
    );
    const [script] = netscapeByHand.flatMap((one) => ('printed' in one ? [one] : []));
    const said = `\`${script?.printed ?? ''}\``;
    expect(asked.filter(({ step }) => step === script?.step).map(({ ask }) => ask)).toEqual([
      { en: expect.stringContaining(said), ja: expect.stringContaining(said) },
    ]);
  });

  it("answers the installer's questions as the guide does", () => {
    const asked = steps.flatMap((step) =>
      step.operations.flatMap((one) =>
        'prompts' in one
          ? one.prompts.map(({ asks, answer }) => ({ step: step.number, asks, answer: showPieces(answer) }))
          : [],
      ),
    );
    const guides = asked.filter(({ asks }) => netscapePrompts.some((one) => one.asks === asks));
    expect(guides).toEqual(netscapePrompts);
  });

  it('upgrades the quotas as the mail server user', () => {
    const upgrade = steps.find(({ number }) => number === '15')?.operations;
    expect(upgrade).toMatchObject([{ verb: 'ssh', as: 'mailsrv' }]);
  });

  it('passes over vanity domains where there are none', () => {
    const applying = (vanityDomains: string): boolean | undefined =>
      compilePlan({ runbook, values: { vanityDomains }, inventory: null, examples: true }).plan?.steps.find(
        ({ number }) => number === '5',
      )?.applies;
    expect([applying('true'), applying('false')]).toEqual([true, false]);
  });
});
