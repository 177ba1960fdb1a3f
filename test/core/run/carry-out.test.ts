import { describe, expect, test } from 'vitest';

import { type Outcome, type RunCommand, evolve } from '#core/run/index.ts';

import {
  type Story,
  aiko,
  at,
  ben,
  by,
  chie,
  failed,
  fumio,
  givenSteps,
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
      { id: 'do.1', state: 'started', jobs: ['c1.do.1'], outcome: null, startedAt: at, endedAt: null },
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
        detail: 'exit 1',
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
        detail: 'nobody is alive',
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
      startedAt: at,
      endedAt: later,
    }));
});

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
});

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
        outcome: { kind: 'succeeded', evidence: [], detail: note },
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
          outcome: { kind: 'failed', reason: 'said-not-done', detail: note, evidence: [] },
          by: by(aiko),
          note,
          at,
        },
        { type: 'StepFailed', question: question('start', 1), claim: 'c1', detail: note, at },
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
      .thenRefused('step-not-running'));

  test('remembers machine ends as nobody’s confirmation', () =>
    expect(running('move').carryOut(['do.1']).run.confirmed).toEqual([]));

  test('says that it was not done, and a second click changes nothing', () =>
    open()
      .after(confirm({ by: aiko, done: false }))
      .when(confirm({ by: aiko, done: false, of: { claim: 'c1', operation: 'do.1' } }))
      .thenUnchanged('already-confirmed'));
});

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
