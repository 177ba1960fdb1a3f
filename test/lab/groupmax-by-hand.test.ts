import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { compareLab } from '#core/lab/compare-lab.ts';

import { type ByHand, rehearseByHand } from './by-hand.ts';

describe('a Groupmax server that Watari cannot log in to', () => {
  let done: ByHand;
  beforeAll(async () => {
    const choices = { hostAccess: 'person', journalTaken: 'true' };
    // Of the four origins this one has every step but the journal's.
    done = await rehearseByHand('groupmax/from-v2-02-00', 'master.example.co.jp', choices, (root) =>
      writeFileSync(join(root, 'var/opt/GroupMail/journal/J0000001'), 'what changed before the upgrade'),
    );
  }, 300_000);
  afterAll(() => done[Symbol.asyncDispose]());

  test('is upgraded to the end by the person who works there', () =>
    expect(done.moves).toEqual({ kind: 'closed', completed: true }));

  test('is touched by that person alone, at every step', () => {
    const [first] = done.events;
    const steps = first?.type === 'RunStarted' ? first.plan.steps : [];
    expect([steps.length, steps.filter(({ applies }) => !applies)]).toEqual([15, []]);
    const ended = done.events.flatMap((event) => (event.type === 'OperationEnded' ? [event] : []));
    expect(ended.map(({ by }) => by?.person)).toEqual(
      steps.flatMap((step) => step.operations.map(() => 'aiko')),
    );
    const hosts = done.events.filter(({ type }) => type === 'HostMet');
    expect(hosts).toEqual([]);
  });

  test('is as the procedure promises, with the journal in the old backup alone', () =>
    expect(compareLab(done.lab, {})).toEqual([
      {
        kind: 'missing-backup',
        where: 'the old environment: unexpected var/opt/GroupMail/journal/J0000001',
      },
    ]));
});
