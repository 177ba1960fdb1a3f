import { describe, expect, test } from 'vitest';

import { type RunCommand, verbatim } from '#core/run/index.ts';

import { type Story, aiko, at, ben, by, fumio, givenSteps, question, running, steps } from './given.ts';

describe('a manual operation', () => {
  const confirm = (change: Partial<Extract<RunCommand, { type: 'ConfirmOperation' }>> = {}): RunCommand => ({
    type: 'ConfirmOperation',
    of: null,
    done: true,
    note: 'seen on the console',
    by: fumio,
    at,
    ...change,
  });
  const open = (): Story => running('start', steps.look).begin();
  const note = 'seen on the console';

  test('is ended by an operator, with a note as evidence', () =>
    open()
      .when(confirm({ by: aiko }))
      .thenEvents({
        type: 'OperationEnded',
        claim: 'c1',
        operation: 'do.1',
        outcome: { kind: 'succeeded', evidence: [], detail: verbatim(note) },
        by: by(aiko),
        note,
        at,
      }));

  test('fails the step when the operator says that it is not done', () =>
    open()
      .when(confirm({ by: aiko, done: false }))
      .thenEvents(
        {
          type: 'OperationEnded',
          claim: 'c1',
          operation: 'do.1',
          outcome: { kind: 'failed', reason: 'said-not-done', detail: verbatim(note), evidence: [] },
          by: by(aiko),
          note,
          at,
        },
        { type: 'StepFailed', question: question('start', 1), claim: 'c1', detail: verbatim(note), at },
      ));

  test('is refused to somebody who is no operator', () =>
    open().when(confirm()).thenRefused('not-an-operator'));

  test('needs a note', () =>
    open()
      .when(confirm({ by: aiko, note: '  ' }))
      .thenRefused('note-needed'));

  test('takes the word of a button that was drawn for it', () =>
    expect(
      open().after(confirm({ by: aiko, of: { claim: 'c1', operation: 'do.1' } })).run.operations[0]?.state,
    ).toBe('succeeded'));

  test('changes nothing when the button is pressed twice', () =>
    open()
      .after(confirm({ by: aiko }))
      .when(confirm({ by: aiko, of: { claim: 'c1', operation: 'do.1' } }))
      .thenUnchanged('already-confirmed'));

  test('changes nothing when the button is pressed again after the step is over', () =>
    open()
      .after(confirm({ by: aiko }))
      .carryOut(['do.2'])
      .when(confirm({ by: aiko, of: { claim: 'c1', operation: 'do.1' } }))
      .thenUnchanged('already-confirmed'));

  test('is not confirmed by the button of another claim', () =>
    open()
      .when(confirm({ by: aiko, of: { claim: 'c0', operation: 'do.1' } }))
      .thenRefused('unknown-claim'));

  test('is not confirmed by the button of another operation', () =>
    open()
      .when(confirm({ by: aiko, of: { claim: 'c1', operation: 'do.2' } }))
      .thenRefused('operation-out-of-order'));

  test('is confirmed though another one of the same step was before it', () => {
    const byHand = steps.start.operations.map((one) => ({ ...one, manual: true }));
    const second = givenSteps({ ...steps.start, operations: byHand }, steps.look)
      .ask()
      .approve(ben)
      .claim()
      .begin()
      .after(confirm({ by: aiko }))
      .begin('do.2')
      .after(confirm({ by: aiko, of: { claim: 'c1', operation: 'do.2' } }));
    expect(second.run.confirmed).toEqual([
      { claim: 'c1', operation: 'do.1' },
      { claim: 'c1', operation: 'do.2' },
    ]);
  });

  test('is not confused with an operation that Watari carries out', () =>
    running('move')
      .begin()
      .when(confirm({ by: aiko }))
      .thenRefused('not-a-manual-step'));

  test('is not confirmed before it was put to a person', () =>
    running('start')
      .when(confirm({ by: aiko }))
      .thenRefused('not-a-manual-step'));

  test('is not confirmed where nothing runs', () =>
    givenSteps(steps.start)
      .when(confirm({ by: aiko }))
      .thenRefused('not-a-manual-step'));

  test('remembers machine ends as nobody’s confirmation', () =>
    expect(running('move').carryOut(['do.1']).run.confirmed).toEqual([]));

  test('says that it was not done, and a second click changes nothing', () =>
    open()
      .after(confirm({ by: aiko, done: false }))
      .when(confirm({ by: aiko, done: false, of: { claim: 'c1', operation: 'do.1' } }))
      .thenUnchanged('already-confirmed'));
});
