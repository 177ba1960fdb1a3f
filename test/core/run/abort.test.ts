import { describe, expect, test } from 'vitest';

import { type Actor, type RunCommand, verbatim } from '#core/run/index.ts';

import {
  type Story,
  aiko,
  at,
  ben,
  by,
  dan,
  failed,
  fumio,
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

const pause = (who: Actor = fumio, reason = 'smoke'): RunCommand => ({
  type: 'PauseRun',
  reason,
  by: who,
  at,
});
const abort = (who: Actor = fumio, reason = 'smoke'): RunCommand => ({
  type: 'AbortRun',
  reason,
  by: who,
  at,
});
const cancel = (who: Actor = fumio): RunCommand => ({ type: 'CancelJobs', by: who, at });
const end = (operation: string, outcome = succeeded): RunCommand => ({
  type: 'EndOperation',
  claim: 'c1',
  operation,
  outcome,
  at,
});
const ended = (operation: string, outcome = succeeded) =>
  ({ type: 'OperationEnded', claim: 'c1', operation, outcome, by: null, note: null, at }) as const;
const abortRequested = { type: 'AbortRequested', reason: 'smoke', by: by(fumio), at } as const;
const aborted = { type: 'RunAborted', reason: 'smoke', at } as const;
const q = question('stop', 1);
const interruptedBy = (because: 'rejected' | 'paused' | 'cancelled') =>
  ({ type: 'StepInterrupted', question: q, claim: 'c1', because, at }) as const;

describe('aborting', () => {
  test('closes the run where nothing is under way', () =>
    given().when(abort()).thenEvents(abortRequested, aborted));

  test('is refused to somebody without any role', () =>
    given().when(abort(dan)).thenRefused('not-an-operator'));

  test('needs a reason', () => given().when(abort(fumio, ' ')).thenRefused('reason-needed'));

  for (const [where, story] of [
    ['a stopped step', () => running('stop').begin().end('do.1', failed)],
    ['a lost outcome', () => running('stop').begin().end('do.1', lost)],
    ['an open question', () => givenSteps(steps.stop).ask()],
    ['a step between two operations', () => running('stop').carryOut(['do.1'])],
    ['a verification', () => running('stop').carryOut(['do.1', 'do.2'])],
    ['a person at work', () => running('start').begin()],
    ['a paused run', () => given().after(pause())],
  ] as const)
    test(`closes the run over ${where}`, () => story().when(abort()).thenEvents(abortRequested, aborted));

  test('waits for the operation under way', () =>
    running('stop').begin().when(abort()).thenEvents(abortRequested));

  test('changes nothing the second time', () =>
    running('stop').begin().after(abort()).when(abort()).thenUnchanged('already-aborting'));

  test('closes the run when the operation has ended', () =>
    running('stop').begin().after(abort()).when(end('do.1')).thenEvents(ended('do.1'), aborted));

  test('does not wait for a verification', () =>
    running('stop')
      .carryOut(['do.1'])
      .begin('do.2')
      .after(abort())
      .when(end('do.2'))
      .thenEvents(ended('do.2'), aborted));

  test('says that the step succeeded when nothing was left of it', () =>
    running('look')
      .begin()
      .after(abort())
      .when(end('do.1'))
      .thenEvents(
        ended('do.1'),
        { type: 'StepSucceeded', question: question('look', 1), claim: 'c1', at },
        aborted,
      ));

  test('says that the step failed', () =>
    running('stop')
      .begin()
      .after(abort())
      .when(end('do.1', failed))
      .thenEvents(
        ended('do.1', failed),
        { type: 'StepFailed', question: q, claim: 'c1', detail: verbatim('exit 1'), at },
        aborted,
      ));

  test('says that the outcome is lost', () =>
    running('stop')
      .begin()
      .after(abort())
      .when(end('do.1', lost))
      .thenEvents(
        ended('do.1', lost),
        {
          type: 'StepOutcomeLost',
          question: q,
          claim: 'c1',
          operation: 'do.1',
          reason: 'job-vanished',
          detail: verbatim('nobody is alive'),
          at,
        },
        aborted,
      ));

  test('says that the step was undone when nothing was left of it', () => {
    const story = running('stop', steps.look)
      .carryOut(['do.1', 'do.2'])
      .after({ type: 'RecordVerification', claim: 'c1', result: probe('satisfied'), at })
      .ask(aiko, 'undo')
      .approve(ben)
      .claim('c2')
      .carryOut(['undo.1'], 'c2')
      .begin('undo.2', 'c2')
      .after(abort());
    expect(story.end('undo.2', succeeded, 'c2').events.slice(-2)).toEqual([
      { type: 'StepUndone', question: question('stop', 2, 'undo'), claim: 'c2', at },
      aborted,
    ]);
  });

  test('goes before a rejection and a cancellation', () =>
    running('stop').begin().after(cancel(), abort()).when(end('do.1')).thenEvents(ended('do.1'), aborted));

  test('keeps everybody from asking', () =>
    running('stop').begin().after(abort()).when(request('resume', aiko)).thenRefused('run-is-aborting'));

  test('keeps everybody from pausing', () =>
    running('stop').begin().after(abort()).when(pause()).thenRefused('run-is-aborting'));

  test('leaves a closed run with the time of its end and no open question', () =>
    expect(givenSteps(steps.stop).ask().after(abort()).state).toMatchObject({
      status: 'aborted',
      endedAt: at,
      asked: null,
      aborting: { reason: 'smoke', by: by(fumio) },
      past: [{ ended: 'dropped' }],
    }));
});

describe('cancelling', () => {
  const requested = { type: 'CancelRequested', claim: 'c1', by: by(fumio), at } as const;

  test('is recorded, and the job ends as its executor sees it', () =>
    running('stop').begin().when(cancel()).thenEvents(requested));

  test('changes nothing the second time', () =>
    running('stop').begin().after(cancel()).when(cancel()).thenUnchanged('already-cancelling'));

  test('is refused to somebody without any role', () =>
    running('stop').begin().when(cancel(dan)).thenRefused('not-an-operator'));

  test('is refused where nothing runs', () => given().when(cancel()).thenRefused('step-not-running'));

  test('stops the step between two operations', () =>
    running('stop').when(cancel()).thenEvents(requested, interruptedBy('cancelled')));

  test('keeps the next operation from starting when the job was faster', () =>
    running('stop')
      .begin()
      .after(cancel())
      .when(end('do.1'))
      .thenEvents(ended('do.1'), interruptedBy('cancelled')));

  test('stops a wait at once, which is to do again', () => {
    const story: Story = running('start')
      .begin()
      .after({ type: 'ConfirmOperation', of: null, done: true, note: 'ok', by: aiko, at })
      .begin('do.2')
      .after(cancel());
    expect(story.run.phase).toEqual({
      at: 'stopped',
      why: 'not-done',
      during: 'carry-out',
      detail: { en: 'the jobs were told to end', ja: 'ジョブの終了が指示されました' },
    });
    expect(story.run.operations.map(({ state }) => state)).toEqual(['succeeded', 'pending']);
  });

  test('stops a verification, and the step is unverified', () => {
    const story: Story = running('stop').carryOut(['do.1', 'do.2']).after(cancel());
    expect(story.run.phase).toEqual({
      at: 'stopped',
      why: 'unverified',
      during: 'carry-out',
      detail: { en: 'the jobs were told to end', ja: 'ジョブの終了が指示されました' },
    });
  });

  test('goes after a rejection', () =>
    running('stop')
      .begin()
      .after(cancel(), { type: 'RejectStep', question: q, reason: 'no', by: fumio, at })
      .when(end('do.1'))
      .thenEvents(ended('do.1'), interruptedBy('rejected')));

  test('is over when the step is tried again', () =>
    expect(
      running('stop')
        .begin()
        .after(cancel())
        .end('do.1', failed)
        .ask(aiko, 'carry-out', true)
        .approve(ben)
        .claim('c2').run.phase,
    ).toMatchObject({ cancelling: false, rejected: false }));
});
