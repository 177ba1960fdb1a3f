import { describe, expect, test } from 'vitest';

import { verbatim } from '#core/run/index.ts';

import {
  type Story,
  aiko,
  at,
  ben,
  failed,
  givenSteps,
  lost,
  probe,
  question,
  request,
  running,
  steps,
} from './given.ts';

/** `stop` succeeded, `look` is next. */
const stopped = (): Story =>
  running('stop', steps.look)
    .carryOut(['do.1', 'do.2'])
    .after({ type: 'RecordVerification', claim: 'c1', result: probe('satisfied'), at });
const undoing = (): Story => stopped().ask(aiko, 'undo').approve(ben).claim('c2');

describe('an undo behind a step that stopped untouched', () => {
  test('begins with the undo of its own step', () => {
    const interrupted = givenSteps(steps.look, steps.stop2, steps.start2)
      .ask()
      .claim('c0')
      .carryOut(['do.1'], 'c0')
      .ask()
      .approve(ben)
      .claim('c1')
      .carryOut(['do.1', 'do.2'])
      .ask()
      .approve(ben)
      .claim('c2')
      .after({ type: 'CancelJobs', by: aiko, at })
      .ask(aiko, 'undo')
      .approve(ben);
    interrupted
      .when({ type: 'StartStep', question: interrupted.question, claim: 'u1', shown: 's1', at })
      .thenEvents({
        type: 'StepStarted',
        question: question('stop2', 2, 'undo'),
        claim: 'u1',
        from: 'undo.1',
        at,
      });
    expect(interrupted.claim('u1').run.operations.map(({ id }) => id)).toEqual(['undo.1', 'undo.2']);
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
      detail: verbatim('exit 1'),
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
      detail: { en: 'the jobs were told to end', ja: 'ジョブの終了が指示されました' },
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
      detail: {
        en: 'undo operation 1 was settled as done; 1 of 2 left',
        ja: '取り消しの操作 1 は完了と確定しましたが、操作 2 件中 1 件が未完了です',
      },
    });
  });

  test('goes on with the same operation when it is settled as not done', () => {
    const { run } = lostUndo('undo.2').ask(aiko, 'settle-not-done').approve(ben);
    expect(run.phase).toMatchObject({
      at: 'stopped',
      during: 'undo',
      detail: {
        en: 'undo operation 2 was settled as not done',
        ja: '取り消しの操作 2 は未完了と確定しました',
      },
    });
    expect(run.operations.map(({ state }) => state)).toEqual(['succeeded', 'pending']);
  });
});
