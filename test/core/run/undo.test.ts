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
  step,
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

describe('an undo that stopped', () => {
  const failedUndo = (): Story =>
    undoing().carryOut(['undo.1'], 'c2').begin('undo.2', 'c2').end('undo.2', failed, 'c2');

  test('says that it was the undo', () =>
    expect(failedUndo().run.phase).toEqual({
      at: 'stopped',
      why: 'failed',
      during: 'undo',
      detail: 'exit 1',
    }));

  test('goes on from the operation that failed', () => {
    const story = failedUndo().ask(aiko, 'undo').approve(ben);
    story.when({ type: 'StartStep', question: story.question, claim: 'c3', shown: 's1', at }).thenEvents({
      type: 'StepStarted',
      question: question('stop', 3, 'undo'),
      claim: 'c3',
      from: 'undo.2',
      at,
    });
    expect(story.claim('c3').carryOut(['undo.2'], 'c3').run).toMatchObject({
      phase: { at: 'idle' },
      cursor: 0,
    });
  });

  test('is no step to carry out', () =>
    failedUndo()
      .when(request('carry-out', aiko, { retry: true }))
      .thenRefused('step-stopped', { ways: 'undo settle abort' }));

  test('is no step to skip', () =>
    failedUndo().when(request('skip', aiko)).thenRefused('step-stopped', { ways: 'undo settle abort' }));

  test('leaves the step to be done when it is settled as done by hand', () => {
    const { run } = failedUndo().ask(aiko, 'settle-done').approve(ben);
    expect(run).toMatchObject({
      cursor: 0,
      phase: { at: 'idle' },
      results: [{ result: 'pending' }, { result: 'pending' }],
    });
    expect(run.operations.map(({ id }) => id)).toEqual(['do.1', 'do.2']);
  });

  test('stays an undo when it is interrupted', () => {
    const story = undoing();
    expect(story.after({ type: 'CancelJobs', by: aiko, at }).run.phase).toEqual({
      at: 'stopped',
      why: 'not-done',
      during: 'undo',
      detail: 'cancelled',
    });
  });
});

describe('an undo whose outcome is lost', () => {
  const lostUndo = (id: 'undo.1' | 'undo.2'): Story =>
    (id === 'undo.1' ? undoing() : undoing().carryOut(['undo.1'], 'c2')).begin(id, 'c2').end(id, lost, 'c2');

  test('leaves the step undone when its last operation is settled as done', () => {
    const { run } = lostUndo('undo.2').ask(aiko, 'settle-done').approve(ben);
    expect(run).toMatchObject({
      cursor: 0,
      phase: { at: 'idle' },
      results: [{ result: 'pending', startedAt: null }, {}],
    });
  });

  test('goes on with what is left when an earlier one is settled as done', () => {
    const { run } = lostUndo('undo.1').ask(aiko, 'settle-done').approve(ben);
    expect(run.phase).toEqual({
      at: 'stopped',
      why: 'not-done',
      during: 'undo',
      detail: 'undo.1 was settled as done; 1 of 2 left',
    });
  });

  test('goes on with the same operation when it is settled as not done', () => {
    const { run } = lostUndo('undo.2').ask(aiko, 'settle-not-done').approve(ben);
    expect(run.phase).toMatchObject({
      at: 'stopped',
      during: 'undo',
      detail: 'undo.2 was settled as not done',
    });
    expect(run.operations.map(({ state }) => state)).toEqual(['succeeded', 'pending']);
  });
});

describe('the downtime clock', () => {
  const mail = (service: 'down' | 'up', id: string) =>
    step(id, '1', {
      service: { mail: service },
      undo: [{ id: 'undo.1', verb: 'ssh', recovery: 'attach', manual: false }],
    });
  const down = mail('down', 'down');
  const up = mail('up', 'up');
  const t = (hour: number): string => `2026-11-21T0${hour}:00:00.000Z`;

  test('starts when the step that takes the service down is claimed', () =>
    expect(givenSteps(down).ask().claim('a', t(1)).run.downtime).toEqual([
      { service: 'mail', from: t(1), to: null },
    ]));

  test('does not start again while it runs', () => {
    const twice = givenSteps(down, mail('down', 'again'), up)
      .ask()
      .claim('a', t(1))
      .carryOut(['do.1'], 'a')
      .ask()
      .claim('b', t(2));
    expect(twice.run.downtime).toEqual([{ service: 'mail', from: t(1), to: null }]);
  });

  const back = (): Story =>
    givenSteps(down, up, down, steps.look)
      .ask()
      .claim('a', t(1))
      .carryOut(['do.1'], 'a')
      .ask()
      .claim('b', t(2));

  test('goes on until the step that brings it back has succeeded', () =>
    expect(back().run.downtime).toEqual([{ service: 'mail', from: t(1), to: null }]));

  test('stops with that success', () =>
    expect(back().begin('do.1', 'b').end('do.1', succeeded, 'b', t(3)).run.downtime).toEqual([
      { service: 'mail', from: t(1), to: t(3) },
    ]));

  test('keeps each time apart', () =>
    expect(
      back().begin('do.1', 'b').end('do.1', succeeded, 'b', t(3)).ask().claim('c', t(4)).run.downtime,
    ).toEqual([
      { service: 'mail', from: t(1), to: t(3) },
      { service: 'mail', from: t(4), to: null },
    ]));

  test('keeps services apart', () => {
    const two = givenSteps(step('both', '1', { service: { mail: 'down', ldap: 'down' } }), up, steps.look)
      .ask()
      .claim('a', t(1))
      .carryOut(['do.1'], 'a')
      .ask()
      .claim('b', t(2))
      .begin('do.1', 'b')
      .end('do.1', succeeded, 'b', t(3));
    expect(two.run.downtime).toEqual([
      { service: 'mail', from: t(1), to: t(3) },
      { service: 'ldap', from: t(1), to: null },
    ]);
  });

  test('is not touched by a skip', () =>
    expect(givenSteps(down, up).ask(aiko, 'skip').approve(ben).run.downtime).toEqual([]));

  test('takes a step that was settled as done at its word', () =>
    expect(givenSteps(down, up).ask(aiko, 'settle-done').approve(ben).run.downtime).toEqual([
      { service: 'mail', from: at, to: null },
    ]));

  test('stops when taking the service down is undone', () => {
    const undone = givenSteps(down, up)
      .ask()
      .claim('a', t(1))
      .carryOut(['do.1'], 'a')
      .ask(aiko, 'undo')
      .claim('b', t(2));
    expect(undone.run.downtime).toEqual([{ service: 'mail', from: t(1), to: null }]);
    expect(undone.begin('undo.1', 'b').end('undo.1', succeeded, 'b', t(3)).run.downtime).toEqual([
      { service: 'mail', from: t(1), to: t(3) },
    ]);
  });

  test('starts when bringing the service back is being undone', () => {
    const undo = givenSteps(up, steps.look)
      .ask()
      .claim('a', t(1))
      .carryOut(['do.1'], 'a')
      .ask(aiko, 'undo')
      .claim('b', t(2));
    expect(undo.run.downtime).toEqual([{ service: 'mail', from: t(2), to: null }]);
  });
});
