import { describe, expect, test } from 'vitest';

import { evolve } from '#core/run/index.ts';

import { at, ben, by, givenSteps, later, probe, question, running, steps, succeeded } from './given.ts';

describe('the order of steps', () => {
  test('passes over what does not apply', () =>
    expect(running('look', steps.tape, steps.stop).carryOut(['do.1']).run.cursor).toBe(2));

  test('keeps results with their times', () =>
    expect(running('look', steps.stop).begin().end('do.1', succeeded, 'c1', later).run.results[0]).toEqual({
      step: 'look',
      result: 'succeeded',
      attempts: 1,
      asked: 1,
      startedAt: at,
      endedAt: later,
    }));

  test('brings up the operations of the next step', () =>
    expect(running('look', steps.stop).carryOut(['do.1']).run.operations).toMatchObject([
      { id: 'do.1', state: 'pending' },
      { id: 'do.2', state: 'pending' },
    ]));

  test('completes only when the last step is dealt with', () => {
    const story = running('look', steps.tape, steps.start).carryOut(['do.1']);
    expect(story.state.status).toBe('open');
  });

  test('closes a run with the time of its end', () =>
    expect(running('look').begin().end('do.1', succeeded, 'c1', later).state).toMatchObject({
      status: 'completed',
      endedAt: later,
      asked: null,
    }));
});

describe('a journal that was tampered with', () => {
  const corrupt = { name: 'Fault', code: 'journal-corrupt' };

  test('does not fold when it begins twice', () => {
    const { state, events } = givenSteps(steps.look);
    const [first] = events;
    expect(() => first && evolve(state, first)).toThrow(expect.objectContaining(corrupt));
  });

  test('does not fold when something happens before it begins', () =>
    expect(() => evolve({ status: 'not-started' }, { type: 'RunAborted', reason: '', at })).toThrow(
      expect.objectContaining({ ...corrupt, message: expect.stringContaining('RunAborted') }),
    ));

  test('does not fold when an approval comes to no question', () =>
    expect(() =>
      evolve(givenSteps(steps.look).state, {
        type: 'StepApproved',
        question: question('look', 1),
        by: by(ben),
        at,
      }),
    ).toThrow(expect.objectContaining(corrupt)));

  test('does not fold when something is cancelled that does not run', () =>
    expect(() =>
      evolve(givenSteps(steps.look).state, { type: 'CancelRequested', claim: 'c1', by: by(ben), at }),
    ).toThrow(expect.objectContaining(corrupt)));

  test('says which event does not fit', () =>
    expect(() =>
      evolve(
        { status: 'not-started' },
        { type: 'StepVerified', claim: 'c1', result: probe('satisfied'), at },
      ),
    ).toThrow(
      'Reading the journal of a run: StepVerified of 2026-11-21T01:00:00.000Z does not fit a run that is not-started',
    ));
});
