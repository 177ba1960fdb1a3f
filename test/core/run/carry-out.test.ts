import { describe, expect, test } from 'vitest';

import { type Outcome, type RunCommand, verbatim } from '#core/run/index.ts';

import {
  type Story,
  aiko,
  at,
  ben,
  chie,
  failed,
  givenSteps,
  later,
  lost,
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
const approved = (): Story => givenSteps(steps.move, steps.look).ask(aiko).approve(ben, chie);

describe('claiming a step', () => {
  test('is refused while one of two approvals is missing', () =>
    givenSteps(steps.move).ask(aiko).approve(ben).when(start('c1')).thenRefused('not-approved'));

  test('is recorded with the first operation to do', () =>
    approved()
      .when(start('c1'))
      .thenEvents({ type: 'StepStarted', question: question('move', 1), claim: 'c1', from: 'do.1', at }));

  test('needs nobody where the plan wants nobody', () =>
    expect(running('look').run.phase).toEqual({
      at: 'running',
      claim: 'c1',
      question: question('look', 1),
      cancelling: false,
      rejected: false,
    }));

  test('is refused to a second claim', () =>
    approved().claim().when(start('c2')).thenRefused('step-already-started'));

  test('changes nothing for the claim that has it', () =>
    approved().claim().when(start('c1')).thenUnchanged('already-started'));

  test('is refused for an older question', () => {
    const story = approved();
    const again = story
      .after({ type: 'RejectStep', question: story.question, reason: 'no', by: ben, at })
      .ask(aiko, 'carry-out', true);
    again.when(start('c1')).thenRefused('stale-question');
  });

  test('is refused for a question that needs no claim', () => {
    const story = givenSteps(steps.move).ask(aiko, 'skip').approve(ben);
    story.when(start('c1', 's1', story.question)).thenRefused('not-approved');
  });

  test('voids the question when what was shown no longer holds', () =>
    approved()
      .when(start('c1', 's2'))
      .thenEvents({
        type: 'QuestionVoided',
        question: question('move', 1),
        because: 'changed-since-shown',
        at,
      }));

  test('lets a voided question be asked again with what holds now', () => {
    const voided = approved().after(start('c1', 's2'));
    expect(voided.run).toMatchObject({ phase: { at: 'idle' }, asked: null, attempt: 1 });
    expect(voided.run.past.at(-1)).toMatchObject({ ended: 'voided', rejectedBy: null });
    voided.when(start('c1')).thenRefused('changed-since-shown');
    expect(voided.ask(aiko).question.attempt).toBe(2);
  });

  test('checks the approvals before what was shown', () =>
    givenSteps(steps.move).ask(aiko).when(start('c1', 's2')).thenRefused('not-approved'));
});

describe('starting an operation', () => {
  const begin = (operation: string, claim = 'c1'): RunCommand => ({
    type: 'StartOperation',
    claim,
    operation,
    jobs: ['c1.do.1.a', 'c1.do.1.b'],
    at,
  });

  test('is recorded with the names of its jobs', () =>
    running('move')
      .when(begin('do.1'))
      .thenEvents({
        type: 'OperationStarted',
        claim: 'c1',
        operation: 'do.1',
        jobs: ['c1.do.1.a', 'c1.do.1.b'],
        at,
      }));

  test('keeps jobs and time in the state', () =>
    expect(running('look').begin().run.operations).toEqual([
      {
        id: 'do.1',
        state: 'started',
        jobs: ['c1.do.1'],
        outcome: null,
        sessionsDone: [],
        begunBefore: false,
        startedAt: at,
        endedAt: null,
      },
    ]));

  test('is refused to another claim', () =>
    running('move').when(begin('do.1', 'c2')).thenRefused('unknown-claim'));

  test('is refused where nothing runs', () => approved().when(begin('do.1')).thenRefused('unknown-claim'));

  test('is refused out of order', () =>
    running('move').when(begin('do.2')).thenRefused('operation-out-of-order'));

  test('is refused for an operation that is done', () =>
    running('move').carryOut(['do.1']).when(begin('do.1')).thenRefused('operation-out-of-order'));

  test('changes nothing the second time: whoever takes over looks for the same jobs', () =>
    running('move').begin().when(begin('do.1')).thenUnchanged('already-started'));
});

describe('ending an operation', () => {
  test('is recorded alone while others are left', () =>
    running('move').begin().when(end('do.1', succeeded)).thenEvents(ended('do.1', succeeded)));

  test('makes a step that verifies nothing succeed with its last operation', () =>
    running('move', steps.look)
      .carryOut(['do.1'])
      .begin('do.2')
      .when(end('do.2', succeeded))
      .thenEvents(ended('do.2', succeeded), {
        type: 'StepSucceeded',
        question: question('move', 1),
        claim: 'c1',
        at,
      }));

  test('completes the run with the last operation of the last step', () =>
    running('move')
      .carryOut(['do.1'])
      .begin('do.2')
      .when(end('do.2', succeeded))
      .thenEvents(
        ended('do.2', succeeded),
        { type: 'StepSucceeded', question: question('move', 1), claim: 'c1', at },
        { type: 'RunCompleted', skipped: [], at },
      ));

  test('waits for the verification where there is one', () =>
    running('stop')
      .carryOut(['do.1'])
      .begin('do.2')
      .when(end('do.2', succeeded))
      .thenEvents(ended('do.2', succeeded)));

  test('fails the step when the operation failed', () =>
    running('move')
      .begin()
      .when(end('do.1', failed))
      .thenEvents(ended('do.1', failed), {
        type: 'StepFailed',
        question: question('move', 1),
        claim: 'c1',
        detail: verbatim('exit 1'),
        at,
      }));

  test('loses the step when nobody knows', () =>
    running('move')
      .begin()
      .when(end('do.1', lost))
      .thenEvents(ended('do.1', lost), {
        type: 'StepOutcomeLost',
        question: question('move', 1),
        claim: 'c1',
        operation: 'do.1',
        reason: 'job-vanished',
        detail: verbatim('nobody is alive'),
        at,
      }));

  test('is refused to another claim', () =>
    running('move')
      .begin()
      .when(end('do.1', succeeded, 'c2'))
      .thenRefused('unknown-claim'));

  test('is refused where nothing runs', () =>
    approved().when(end('do.1', succeeded)).thenRefused('unknown-claim'));

  test('is refused before it has started', () =>
    running('move').when(end('do.1', succeeded)).thenRefused('operation-out-of-order'));

  test('is refused for an operation that the step does not have', () =>
    running('move').begin().when(end('do.9', succeeded)).thenRefused('operation-out-of-order'));

  test('changes nothing the second time', () =>
    running('move').carryOut(['do.1']).when(end('do.1', succeeded)).thenUnchanged('already-recorded'));

  test('changes nothing when a lost outcome is lost again', () =>
    running('move').begin().end('do.1', lost).when(end('do.1', lost)).thenUnchanged('already-recorded'));

  test('keeps outcome and time in the state', () =>
    expect(running('move').begin().end('do.1', succeeded, 'c1', later).run.operations[0]).toEqual({
      id: 'do.1',
      state: 'succeeded',
      jobs: ['c1.do.1'],
      outcome: succeeded,
      sessionsDone: [],
      begunBefore: false,
      startedAt: at,
      endedAt: later,
    }));
});
