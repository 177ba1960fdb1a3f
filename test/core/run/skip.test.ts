import { describe, expect, test } from 'vitest';

import {
  type Story,
  aiko,
  at,
  ben,
  by,
  failed,
  givenSteps,
  lost,
  question,
  request,
  running,
  steps,
  succeeded,
} from './given.ts';

const unproven = (): Story => running('stop', steps.look).carryOut(['do.1', 'do.2']);

const lostLast = (): Story => running('stop', steps.look).carryOut(['do.1']).begin('do.2').end('do.2', lost);

describe('skipping', () => {
  test('takes effect with the last approval, for the reason given', () => {
    const story = givenSteps(steps.stop, steps.look).after(request('skip', aiko, { reason: 'done in May' }));
    story
      .when({ type: 'ApproveStep', question: story.question, by: ben, at })
      .thenEvents(
        { type: 'StepApproved', question: question('stop', 1, 'skip'), by: by(ben), at },
        { type: 'StepSkipped', question: question('stop', 1, 'skip'), reason: 'done in May', at },
      );
  });

  test('does not take effect with one approval where two are needed', () =>
    expect(givenSteps(steps.move).ask(aiko, 'skip').approve(ben).run.results[0]?.result).toBe('pending'));

  test('ends the run as completed with skips', () => {
    const story = givenSteps(steps.stop, steps.look).ask(aiko, 'skip').approve(ben).ask().claim().begin();
    story.when({ type: 'EndOperation', claim: 'c1', operation: 'do.1', outcome: succeeded, at }).thenEvents(
      {
        type: 'OperationEnded',
        claim: 'c1',
        operation: 'do.1',
        outcome: succeeded,
        by: null,
        note: null,
        at,
      },
      { type: 'StepSucceeded', question: question('look', 1), claim: 'c1', at },
      { type: 'RunCompleted', skipped: ['stop'], at },
    );
    expect(story.end().state.status).toBe('completed-with-skips');
  });

  test('of the last step ends the run, and names it', () => {
    const story = running('look', steps.stop).carryOut(['do.1']).ask(aiko, 'skip').approve(ben);
    expect(story.events.at(-1)).toEqual({ type: 'RunCompleted', skipped: ['stop'], at });
  });

  test('is a way on from a stopped step', () =>
    expect(
      running('stop', steps.look).begin().end('do.1', failed).ask(aiko, 'skip').approve(ben).run,
    ).toMatchObject({ cursor: 1, results: [{ result: 'skipped' }, { result: 'pending' }] }));

  test('is refused while an outcome is lost', () =>
    lostLast().when(request('skip', aiko)).thenRefused('outcome-lost-settle-first'));

  test('is refused while the step runs', () =>
    unproven().when(request('skip', aiko)).thenRefused('step-is-running'));
});
