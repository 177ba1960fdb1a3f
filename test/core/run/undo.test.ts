import { describe, expect, test } from 'vitest';

import {
  type Story,
  aiko,
  at,
  ben,
  by,
  chie,
  failed,
  given,
  givenSteps,
  lost,
  probe,
  question,
  request,
  running,
  steps,
  succeeded,
} from './given.ts';

/** `stop` succeeded, `look` is next. */
const stopped = (): Story =>
  running('stop', steps.look)
    .carryOut(['do.1', 'do.2'])
    .after({ type: 'RecordVerification', claim: 'c1', result: probe('satisfied'), at });
const undoing = (): Story => stopped().ask(aiko, 'undo').approve(ben).claim('c2');

describe('asking to undo', () => {
  test('asks about the last step that succeeded', () =>
    stopped()
      .when(request('undo', aiko))
      .thenEvents({
        type: 'StepRequested',
        question: question('stop', 2, 'undo'),
        reason: 'because',
        required: 1,
        by: by(aiko),
        at,
      }));

  test('leaves the current step where it is until it is claimed', () =>
    expect(stopped().ask(aiko, 'undo').run).toMatchObject({
      cursor: 1,
      attempt: 0,
      phase: { at: 'idle' },
      results: [{ asked: 2 }, { asked: 0 }],
    }));

  test('is refused where nothing is done', () =>
    given().when(request('undo', aiko)).thenRefused('nothing-to-undo'));

  test('is refused where the step declares none', () =>
    running('look', steps.stop)
      .carryOut(['do.1'])
      .when(request('undo', aiko))
      .thenRefused('nothing-to-undo'));

  test('is refused past an irreversible step, and names it', () =>
    running('move', steps.look)
      .carryOut(['do.1', 'do.2'])
      .when(request('undo', aiko))
      .thenRefused('undo-past-irreversible', { step: '4' }));

  test('passes over steps that were skipped or do not apply', () => {
    const story = running('stop', steps.tape, steps.move, steps.look)
      .carryOut(['do.1', 'do.2'])
      .after({ type: 'RecordVerification', claim: 'c1', result: probe('satisfied'), at })
      .ask(aiko, 'skip')
      .approve(ben, chie);
    expect(story.ask(aiko, 'undo').question).toEqual(question('stop', 2, 'undo'));
  });

  test('is open for a step that was settled as done', () =>
    expect(
      givenSteps(steps.stop, steps.look).ask(aiko, 'settle-done').approve(ben).ask(aiko, 'undo').question,
    ).toEqual(question('stop', 2, 'undo')));

  test('is open past a step that was only rejected', () => {
    const story = stopped().ask();
    const rejected = story.after({ type: 'RejectStep', question: story.question, reason: 'no', by: ben, at });
    expect(rejected.ask(aiko, 'undo').question.step).toBe('stop');
  });

  test('is refused past a step that is half done', () => {
    const half = running('stop', steps.stop2)
      .carryOut(['do.1', 'do.2'])
      .after({ type: 'RecordVerification', claim: 'c1', result: probe('satisfied'), at })
      .ask()
      .approve(ben)
      .claim('c2')
      .carryOut(['do.1'], 'c2')
      .begin('do.2', 'c2')
      .end('do.2', failed, 'c2');
    half.when(request('undo', aiko)).thenRefused('step-stopped', { ways: 'retry settle skip abort' });
  });

  test('is refused while the step runs', () =>
    stopped().ask().claim('c2').when(request('undo', aiko)).thenRefused('step-is-running'));

  test('is refused while an outcome is lost', () =>
    stopped()
      .ask()
      .claim('c2')
      .begin('do.1', 'c2')
      .end('do.1', lost, 'c2')
      .when(request('undo', aiko))
      .thenRefused('outcome-lost-settle-first'));
});

describe('undoing', () => {
  test('is claimed like any step, from its first operation', () => {
    const story = stopped().ask(aiko, 'undo').approve(ben);
    story.when({ type: 'StartStep', question: story.question, claim: 'c2', shown: 's1', at }).thenEvents({
      type: 'StepStarted',
      question: question('stop', 2, 'undo'),
      claim: 'c2',
      from: 'undo.1',
      at,
    });
  });

  test('goes back to the step, with the operations of its undo', () =>
    expect(undoing().run).toMatchObject({
      cursor: 0,
      attempt: 2,
      operations: [
        { id: 'undo.1', state: 'pending' },
        { id: 'undo.2', state: 'pending' },
      ],
      results: [{ result: 'pending', attempts: 1, startedAt: at, endedAt: null }, { result: 'pending' }],
    }));

  test('leaves the step undone with its last operation', () =>
    undoing()
      .carryOut(['undo.1'], 'c2')
      .begin('undo.2', 'c2')
      .when({ type: 'EndOperation', claim: 'c2', operation: 'undo.2', outcome: succeeded, at })
      .thenEvents(
        {
          type: 'OperationEnded',
          claim: 'c2',
          operation: 'undo.2',
          outcome: succeeded,
          by: null,
          note: null,
          at,
        },
        { type: 'StepUndone', question: question('stop', 2, 'undo'), claim: 'c2', at },
      ));

  test('leaves the step as if it had never been carried out', () => {
    const { run } = undoing().carryOut(['undo.1', 'undo.2'], 'c2');
    expect(run).toMatchObject({ cursor: 0, attempt: 2, phase: { at: 'idle' }, asked: null });
    expect(run.results[0]).toEqual({
      step: 'stop',
      result: 'pending',
      attempts: 1,
      asked: 2,
      startedAt: null,
      endedAt: null,
    });
    expect(run.operations.map(({ id, state }) => [id, state])).toEqual([
      ['do.1', 'pending'],
      ['do.2', 'pending'],
    ]);
  });

  test('counts the next question on', () =>
    expect(undoing().carryOut(['undo.1', 'undo.2'], 'c2').ask().question).toEqual(question('stop', 3)));

  test('can be repeated to go further back', () => {
    const two = givenSteps(steps.stop2, steps.start2, steps.look)
      .ask()
      .approve(ben)
      .claim('a')
      .carryOut(['do.1', 'do.2'], 'a')
      .ask()
      .approve(ben)
      .claim('b')
      .carryOut(['do.1', 'do.2'], 'b')
      .ask(aiko, 'undo')
      .approve(ben)
      .claim('c')
      .carryOut(['undo.1', 'undo.2'], 'c');
    expect(two.ask(aiko, 'undo').question).toEqual(question('stop2', 2, 'undo'));
  });
});
