import { describe, expect, test } from 'vitest';

import type { Actor, RunCommand } from '#core/run/index.ts';

import {
  aiko,
  at,
  ben,
  by,
  dan,
  failed,
  fumio,
  given,
  givenSteps,
  question,
  request,
  running,
  steps,
  succeeded,
} from './given.ts';

const pause = (who: Actor = fumio, reason = 'smoke'): RunCommand => ({
  type: 'PauseRun',
  reason,
  by: who,
  at,
});
const end = (operation: string, outcome = succeeded): RunCommand => ({
  type: 'EndOperation',
  claim: 'c1',
  operation,
  outcome,
  at,
});
const ended = (operation: string, outcome = succeeded) =>
  ({ type: 'OperationEnded', claim: 'c1', operation, outcome, by: null, note: null, at }) as const;
const paused = { type: 'RunPaused', reason: 'smoke', by: by(fumio), at } as const;
const q = question('stop', 1);
const interruptedBy = (because: 'rejected' | 'paused' | 'cancelled') =>
  ({ type: 'StepInterrupted', question: q, claim: 'c1', because, at }) as const;

describe('pausing', () => {
  test('is open to whoever holds a role', () => given().when(pause()).thenEvents(paused));

  test('is refused to somebody without any role', () =>
    given().when(pause(dan)).thenRefused('not-an-operator'));

  test('needs a reason', () => given().when(pause(fumio, '')).thenRefused('reason-needed'));

  test('changes nothing the second time', () =>
    given().after(pause()).when(pause(aiko)).thenUnchanged('already-paused'));

  test('closes the question that is open', () => {
    const { run } = givenSteps(steps.stop).ask().approve(ben).after(pause());
    expect(run).toMatchObject({ asked: null, paused: { reason: 'smoke', by: by(fumio) } });
    expect(run.past.at(-1)).toMatchObject({ ended: 'dropped', rejectedBy: null });
  });

  test('lets the operation under way end', () => running('stop').begin().when(pause()).thenEvents(paused));

  test('keeps the next operation from starting', () =>
    running('stop')
      .begin()
      .after(pause())
      .when(end('do.1'))
      .thenEvents(ended('do.1'), interruptedBy('paused')));

  test('takes hold at once between two operations', () =>
    running('stop').carryOut(['do.1']).when(pause()).thenEvents(paused, interruptedBy('paused')));

  test('leaves what is left to a retry', () =>
    expect(running('stop').begin().after(pause()).end().run.phase).toEqual({
      at: 'stopped',
      why: 'not-done',
      during: 'carry-out',
      detail: { en: 'the run was paused', ja: '実行が一時停止されました' },
    }));

  test('lets a verification go on, since it changes nothing', () =>
    running('stop').carryOut(['do.1', 'do.2']).when(pause()).thenEvents(paused));

  test('lets the step succeed whose last operation was under way', () =>
    expect(running('look', steps.stop).begin().after(pause()).end().run).toMatchObject({
      cursor: 1,
      paused: { reason: 'smoke' },
    }));

  test('leaves a person at work to finish', () => running('start').begin().when(pause()).thenEvents(paused));

  test('says nothing more about a step that is stopped', () =>
    running('stop').begin().end('do.1', failed).when(pause()).thenEvents(paused));

  for (const asks of ['carry-out', 'skip', 'undo', 'settle-done', 'settle-not-done'] as const)
    test(`keeps everybody from asking for ${asks}`, () =>
      given().after(pause()).when(request(asks, aiko)).thenRefused('run-is-paused'));
});

describe('resuming', () => {
  const q1 = question('stop', 1, 'resume');

  test('takes effect at once: it starts nothing by itself', () =>
    givenSteps(steps.stop)
      .after(pause())
      .when(request('resume', aiko))
      .thenEvents(
        { type: 'StepRequested', question: q1, reason: null, required: 0, by: by(aiko), at },
        { type: 'RunResumed', question: q1, at },
      ));

  test('is refused where nothing is paused', () =>
    given().when(request('resume', aiko)).thenRefused('run-is-not-paused'));

  test('is refused to an approver who is no operator', () =>
    given().after(pause()).when(request('resume', fumio)).thenRefused('not-an-operator'));

  test('lets people ask again', () =>
    expect(givenSteps(steps.stop).ask().after(pause()).ask(aiko, 'resume').ask().question).toEqual(
      question('stop', 3),
    ));

  test('lets an operation that was still under way be followed by the next', () =>
    running('stop').begin().after(pause()).ask(aiko, 'resume').when(end('do.1')).thenEvents(ended('do.1')));

  test('is answered by the ask', () => {
    const { run } = given().after(pause()).ask(aiko, 'resume');
    expect(run).toMatchObject({ paused: null, asked: null, past: [{ ended: 'answered' }] });
  });
});
