import { describe, expect, test } from 'vitest';

import { type Outcome, type RunCommand } from '#core/run/index.ts';

import {
  type Story,
  aiko,
  at,
  ben,
  chie,
  failed,
  later,
  lost,
  probe,
  question,
  running,
  steps,
  succeeded,
} from './given.ts';

const start = (claim: string, shown = 's1', about = question('move', 1)): RunCommand => ({
  type: 'StartStep',
  question: about,
  claim,
  shown,
  at,
});
const end = (operation: string, outcome: Outcome, claim = 'c1'): RunCommand => ({
  type: 'EndOperation',
  claim,
  operation,
  outcome,
  at,
});
const ended = (operation: string, outcome: Outcome, claim = 'c1') =>
  ({ type: 'OperationEnded', claim, operation, outcome, by: null, note: null, at }) as const;

describe('late evidence', () => {
  const lostStory = (): Story => running('move', steps.look).begin().end('do.1', lost);

  test('is believed from the claim that was lost', () =>
    lostStory().when(end('do.1', succeeded)).thenEvents(ended('do.1', succeeded)));

  test('lets the step go on', () => {
    const { run } = lostStory().end('do.1', succeeded);
    expect(run.phase).toEqual({
      at: 'running',
      claim: 'c1',
      question: question('move', 1),
      cancelling: false,
      rejected: false,
    });
    expect(lostStory().end('do.1', succeeded).carryOut(['do.2']).run.cursor).toBe(1);
  });

  test('may be bad news as well', () =>
    expect(lostStory().end('do.1', failed).run.phase).toMatchObject({ why: 'failed' }));

  test('overtakes what was asked about it', () => {
    const { run } = lostStory().ask(aiko, 'settle-done').end('do.1', succeeded);
    expect(run.asked).toBeNull();
    expect(run.past.at(-1)).toMatchObject({ ended: 'dropped', question: { asks: 'settle-done' } });
  });

  test('stops the step where the run was paused meanwhile', () =>
    lostStory()
      .after({ type: 'PauseRun', reason: 'smoke', by: aiko, at })
      .when(end('do.1', succeeded))
      .thenEvents(ended('do.1', succeeded), {
        type: 'StepInterrupted',
        question: question('move', 1),
        claim: 'c1',
        because: 'paused',
        at,
      }));

  test('stops the step where its jobs had been told to end', () =>
    running('move', steps.look)
      .begin()
      .after({ type: 'CancelJobs', by: aiko, at })
      .end('do.1', lost)
      .when(end('do.1', succeeded))
      .thenEvents(ended('do.1', succeeded), {
        type: 'StepInterrupted',
        question: question('move', 1),
        claim: 'c1',
        because: 'cancelled',
        at,
      }));

  test('is not believed from any other claim', () =>
    lostStory()
      .when(end('do.1', succeeded, 'c2'))
      .thenRefused('unknown-claim'));
});

describe('a retry', () => {
  const retried = (): Story =>
    running('move', steps.look)
      .carryOut(['do.1'])
      .begin('do.2')
      .end('do.2', failed)
      .ask(aiko, 'carry-out', true)
      .approve(ben, chie);

  test('starts at the first operation that is not done', () =>
    retried()
      .when(start('c2', 's1', question('move', 2)))
      .thenEvents({ type: 'StepStarted', question: question('move', 2), claim: 'c2', from: 'do.2', at }));

  test('keeps what is done and forgets what failed', () =>
    expect(retried().claim('c2').run.operations).toMatchObject([
      { state: 'succeeded', outcome: succeeded },
      { state: 'pending', jobs: [], outcome: null, startedAt: null, endedAt: null },
    ]));

  test('is counted, and the step keeps its first beginning', () =>
    expect(retried().claim('c2', later).run.results[0]).toMatchObject({
      attempts: 2,
      asked: 2,
      startedAt: at,
    }));

  test('needs its approvals anew', () =>
    running('move')
      .begin()
      .end('do.1', failed)
      .ask(aiko, 'carry-out', true)
      .when(start('c2', 's1', question('move', 2)))
      .thenRefused('not-approved'));

  test('does not take orders from the claim before', () =>
    retried()
      .claim('c2')
      .when(end('do.2', succeeded, 'c1'))
      .thenRefused('unknown-claim'));

  test('knows the sessions that succeeded before, and only as long as the step was not disproven', () => {
    const partly: Outcome = { ...failed, sessionsDone: ['a', 'b'] };
    const story = running('stop', steps.look)
      .begin()
      .end('do.1', partly)
      .ask(aiko, 'carry-out', true)
      .approve(ben)
      .claim('c2');
    expect(story.run.operations[0]).toMatchObject({ state: 'pending', sessionsDone: ['a', 'b'] });
    const disproven = story
      .begin('do.1', 'c2')
      .end('do.1', succeeded, 'c2')
      .carryOut(['do.2'], 'c2')
      .after({ type: 'RecordVerification', claim: 'c2', result: probe('unsatisfied'), at });
    expect(disproven.run.operations.map(({ sessionsDone }) => sessionsDone)).toEqual([[], []]);
  });

  test('knows them still after a try that never began', () => {
    const unbegun: Outcome = { ...failed, reason: 'not-started' };
    const { run } = running('stop', steps.look)
      .begin()
      .end('do.1', { ...failed, sessionsDone: ['a'] })
      .ask(aiko, 'carry-out', true)
      .approve(ben)
      .claim('c2')
      .begin('do.1', 'c2')
      .end('do.1', unbegun, 'c2');
    expect(run.operations[0]).toMatchObject({ state: 'failed', sessionsDone: ['a'] });
  });

  test('knows them after a lost operation was settled as not done', () => {
    const { run } = running('move')
      .begin()
      .end('do.1', { ...lost, sessionsDone: ['a'] })
      .ask(aiko, 'settle-not-done')
      .approve(ben, chie);
    expect(run.operations[0]).toMatchObject({ state: 'pending', sessionsDone: ['a'] });
  });
});
