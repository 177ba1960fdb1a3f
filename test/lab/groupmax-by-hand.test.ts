import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { compareLab } from '#core/lab/compare-lab.ts';

import { type ByHand, rehearseByHand } from './by-hand.ts';

describe('a Groupmax server that Watari cannot log in to', () => {
  let done: ByHand;
  beforeAll(async () => {
    done = await rehearseByHand('groupmax/from-v2-02-00', 'master.example.co.jp', { hostAccess: 'person' });
  }, 300_000);
  afterAll(() => done[Symbol.asyncDispose]());

  test('is upgraded to the end by the person who works there', () =>
    expect(done.moves).toEqual({ kind: 'closed', completed: true }));

  test('is touched by that person alone', () => {
    const [first] = done.events;
    const steps = first?.type === 'RunStarted' ? first.plan.steps.filter(({ applies }) => applies) : [];
    const ended = done.events.flatMap((event) => (event.type === 'OperationEnded' ? [event] : []));
    expect(ended.map(({ by }) => by?.person)).toEqual(
      steps.flatMap((step) => step.operations.map(() => 'aiko')),
    );
    const hosts = done.events.filter(({ type }) => type === 'HostMet');
    expect(hosts).toEqual([]);
  });

  test('is as the procedure promises', () => expect(compareLab(done.lab, {})).toEqual([]));
});
