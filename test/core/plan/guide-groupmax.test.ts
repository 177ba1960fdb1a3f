import { describe, expect, it } from 'vitest';

import { compilePlan } from '#core/plan/compile.ts';
import type { PlannedOperation } from '#core/plan/operation.ts';
import type { PlannedStep } from '#core/plan/plan.ts';
import { loadRunbookFile } from '#core/runbook/index.ts';
import { showPieces } from '#core/runbook/render.ts';
import {
  fromV2,
  fromV20200,
  fromV3,
  fromV5,
  type GroupmaxAct,
  groupmaxPrompts,
} from '#test/fixtures/guide/groupmax.ts';
import { posixWords } from '#test/posix-words.ts';

const { runbooks } = loadRunbookFile('runbooks/groupmax/upgrade.yaml');
const stepsOf = (id: string, values: Readonly<Record<string, string>> = {}): readonly PlannedStep[] => {
  const runbook = runbooks.find((one) => one.id === id);
  if (runbook === undefined) throw new Error(`runbooks/groupmax/upgrade.yaml has problems, or no ${id}`);
  return compilePlan({ runbook, values, inventory: null, examples: true }).plan?.steps ?? [];
};

/** What a person is asked to type, in both languages. */
const commandsIn = (text: string): readonly (readonly string[])[] =>
  [...text.matchAll(/`([^`]+)`/gu)].map(([, command = '']) => posixWords(command));

type Act = Omit<GroupmaxAct, 'ours'> & { readonly ours?: readonly string[] };

function actOf(step: PlannedStep, operation: PlannedOperation): Act {
  if (operation.verb === 'file')
    return {
      step: step.number,
      entries: (operation.services ?? []).map(({ name, port, protocol }) => `${name} ${port}/${protocol}`),
    };
  if (operation.verb === 'ssh') return { step: step.number, ours: posixWords(operation.command ?? '') };
  if (operation.verb !== 'site') throw new Error(`${step.number} has a ${operation.verb}`);
  return { step: step.number, operation: operation.operation };
}

describe.each([
  { id: 'groupmax/from-v5', acts: fromV5 },
  { id: 'groupmax/from-v3', acts: fromV3 },
  { id: 'groupmax/from-v2', acts: fromV2 },
  { id: 'groupmax/from-v2-02-00', acts: fromV20200 },
])('$id, under --examples', ({ id, acts }) => {
  it('does what the manual does, in its order and under its numbers, and nothing else', () => {
    const planned = stepsOf(id).flatMap((step) => step.operations.map((operation) => actOf(step, operation)));
    const typed = acts.map(({ step, operation, entries, ours }): Act => {
      if (ours !== undefined) return { step, ours: ours.words };
      return entries === undefined ? { step, operation: operation ?? 'none' } : { step, entries };
    });
    expect(planned).toEqual(typed);
  });

  it('asks for the command that the manual prints, in both languages', () => {
    for (const { step: number, printed } of acts) {
      if (printed === undefined) continue;
      const asked = stepsOf(id)
        .filter((step) => step.number === number)
        .flatMap(({ operations }) => operations)
        .flatMap((operation) => (operation.verb === 'site' ? [operation.ask] : []));
      expect(asked).toHaveLength(1);
      for (const { en, ja } of asked) {
        expect(commandsIn(en)).toEqual([posixWords(printed)]);
        expect(commandsIn(ja)).toEqual([posixWords(printed)]);
      }
    }
  });

  it('asks a person for the same entries of the services file where Watari cannot log in', () => {
    const asked = stepsOf(id, { hostAccess: 'person' }).flatMap((step) =>
      step.operations.flatMap((operation) =>
        operation.verb === 'manual' ? [{ step: step.number, ask: operation.ask }] : [],
      ),
    );
    const wanted = acts.flatMap(({ step, entries }) => (entries ? [{ step, entries }] : []));
    for (const language of ['en', 'ja'] as const)
      expect(
        asked.map(({ step, ask }) => ({
          step,
          entries: commandsIn(ask[language]).map((words) => words.join(' ')),
        })),
      ).toEqual(wanted);
  });
});

describe('Groupmax from Version 2.0', () => {
  it('presses the button of the set-up screen', () => {
    const asked = stepsOf('groupmax/from-v2').flatMap((step) =>
      step.operations.flatMap((one) =>
        'prompts' in one
          ? one.prompts.map(({ asks, answer }) => ({ step: step.number, asks, answer: showPieces(answer) }))
          : [],
      ),
    );
    expect(asked).toEqual(groupmaxPrompts);
  });
});

describe('Groupmax where less applies', () => {
  const withFlags = (flags: Readonly<Record<string, string>>): readonly PlannedStep[] =>
    stepsOf('groupmax/from-v5', flags);
  const operationsOf = (steps: readonly PlannedStep[], number: string): readonly string[] =>
    steps
      .filter((step) => step.number === number)
      .flatMap(({ operations }) => operations)
      .flatMap((one) => (one.verb === 'site' ? [one.operation] : []));

  it('leaves the automatic start alone if it was never on', () => {
    const steps = withFlags({ autostart: 'false' });
    expect(operationsOf(steps, '3')).toEqual(['host.restart']);
    expect(steps.find(({ number }) => number === '3')?.undo).toEqual([]);
    expect(steps.find(({ number }) => number === '12')).toMatchObject({ applies: false });
  });

  it('starts no mail application where the machine is no mail server', () => {
    expect(operationsOf(withFlags({ mailServer: 'false' }), '8')).toEqual(['server.start']);
  });

  it.each([
    ['journalTaken', '9'],
    ['operatorConsole', '10'],
    ['backUpAfterwards', '11'],
  ])('passes over what %s stands for', (flag, number) => {
    const applying = (value: string): boolean | undefined =>
      withFlags({ [flag]: value }).find((step) => step.number === number)?.applies;
    expect([applying('true'), applying('false')]).toEqual([true, false]);
  });
});
