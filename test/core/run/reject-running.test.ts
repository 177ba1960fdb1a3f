import { describe, expect, test } from 'vitest';

import { type Actor, type Question, type RunCommand, verbatim } from '#core/run/index.ts';

import { type Story, aiko, at, ben, by, chie, fumio, givenSteps, question, running, steps } from './given.ts';

const reject = (who: Actor, about: Question, reason = 'not tonight'): RunCommand => ({
  type: 'RejectStep',
  question: about,
  reason,
  by: who,
  at,
});
const q = question('move', 1);
const asked = (): Story => givenSteps(steps.move, steps.look).ask(aiko);
const claimed = (): Story => asked().approve(ben, chie).claim();

describe('rejecting what runs already', () => {
  test('is recorded at once, while the operation under way goes on', () =>
    claimed()
      .begin()
      .when(reject(fumio, q))
      .thenEvents({ type: 'StepRejected', question: q, reason: 'not tonight', by: by(fumio), at }));

  test('keeps the next operation from starting', () =>
    claimed()
      .begin()
      .after(reject(fumio, q))
      .when({
        type: 'EndOperation',
        claim: 'c1',
        operation: 'do.1',
        outcome: { kind: 'succeeded', evidence: [], detail: verbatim('ok') },
        at,
      })
      .thenEvents(
        {
          type: 'OperationEnded',
          claim: 'c1',
          operation: 'do.1',
          outcome: { kind: 'succeeded', evidence: [], detail: verbatim('ok') },
          by: null,
          note: null,
          at,
        },
        { type: 'StepInterrupted', question: q, claim: 'c1', because: 'rejected', at },
      ));

  test('takes hold at once between two operations', () =>
    claimed()
      .when(reject(fumio, q))
      .thenEvents(
        { type: 'StepRejected', question: q, reason: 'not tonight', by: by(fumio), at },
        { type: 'StepInterrupted', question: q, claim: 'c1', because: 'rejected', at },
      ));

  test('stands as rejected, with what is done', () => {
    const { run } = claimed().begin().after(reject(fumio, q)).end();
    expect(run.phase).toEqual({
      at: 'stopped',
      why: 'rejected',
      during: 'carry-out',
      detail: { en: 'rejected while it ran', ja: '実行中に却下されました' },
    });
    expect(run.operations.map(({ state }) => state)).toEqual(['succeeded', 'pending']);
    expect(run.past.at(-1)).toMatchObject({ ended: 'rejected', rejectedBy: by(fumio) });
  });

  test('changes nothing the second time', () =>
    claimed().begin().after(reject(fumio, q)).when(reject(ben, q)).thenUnchanged('already-rejected'));

  test('leaves the outcome of the last operation true: the step succeeded', () =>
    expect(claimed().carryOut(['do.1']).begin('do.2').after(reject(fumio, q)).end('do.2').run.cursor).toBe(
      1,
    ));

  test('leaves a step that only lacked its proof unverified', () =>
    expect(
      running('stop')
        .carryOut(['do.1', 'do.2'])
        .after(reject(fumio, question('stop', 1))).run.phase,
    ).toEqual({
      at: 'stopped',
      why: 'unverified',
      during: 'carry-out',
      detail: { en: 'rejected while it ran', ja: '実行中に却下されました' },
    }));
});
