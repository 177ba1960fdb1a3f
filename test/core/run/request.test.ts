import { describe, expect, test } from 'vitest';

import { type Asks, waysOn } from '#core/run/index.ts';

import {
  aiko,
  at,
  ben,
  by,
  chie,
  emi,
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
} from './given.ts';

const REASONED: readonly Asks[] = ['skip', 'settle-done', 'undo'];

describe('asking for a step', () => {
  test('opens a question with the number of people whom the plan wants', () =>
    givenSteps(steps.move)
      .when(request('carry-out', emi))
      .thenEvents({
        type: 'StepRequested',
        question: question('move', 1),
        reason: null,
        required: 2,
        by: by(emi),
        at,
      }));

  test('is refused to an approver who is no operator', () =>
    given().when(request('carry-out', fumio)).thenRefused('not-an-operator'));

  test.each([
    ['step', { step: 'move', attempt: 1, lost: null }],
    ['attempt', { step: 'stop', attempt: 2, lost: null }],
    ['operation that was lost', { step: 'stop', attempt: 1, lost: 'c1.do.1' }],
  ])('is refused where another %s was looked at than the one that comes now', (_, about) =>
    givenSteps(steps.stop)
      .when(request('carry-out', aiko, { about }))
      .thenRefused('stale-question'),
  );

  test('opens the question that was looked at', () =>
    givenSteps(steps.look)
      .when(request('carry-out', aiko, { about: { step: 'look', attempt: 1, lost: null } }))
      .thenEvents({
        type: 'StepRequested',
        question: question('look', 1),
        reason: null,
        required: 0,
        by: by(aiko),
        at,
      }));

  test('changes nothing when it is asked already, by whomever', () =>
    given().ask(aiko).when(request('carry-out', ben)).thenUnchanged('already-asked'));

  test('is refused while another kind of question is open', () =>
    givenSteps(steps.stop)
      .ask(aiko, 'skip')
      .when(request('carry-out', aiko))
      .thenRefused('another-question-open', { asks: 'skip' }));

  test('is refused while the step runs', () =>
    running('stop').when(request('carry-out', aiko)).thenRefused('step-is-running'));

  test('is refused while an outcome is lost', () =>
    running('stop')
      .begin()
      .end('do.1', lost)
      .when(request('carry-out', aiko))
      .thenRefused('outcome-lost-settle-first'));

  test('is refused on a stopped step, with the ways on', () =>
    running('stop')
      .begin()
      .end('do.1', failed)
      .when(request('carry-out', aiko))
      .thenRefused('step-stopped', { ways: 'retry settle skip abort' }));

  test('asks a new question as a retry of a stopped step', () =>
    running('stop')
      .begin()
      .end('do.1', failed)
      .when(request('carry-out', ben, { retry: true, shown: 's2' }))
      .thenEvents({
        type: 'StepRequested',
        question: question('stop', 2, 'carry-out', 's2'),
        reason: null,
        required: 1,
        by: by(ben),
        at,
      }));

  test('is refused as a retry where nothing is stopped', () =>
    given()
      .when(request('carry-out', aiko, { retry: true }))
      .thenRefused('nothing-to-retry'));

  test('keeps the step stopped until the retry is claimed', () =>
    expect(running('stop').begin().end('do.1', failed).ask(aiko, 'carry-out', true).run.phase).toMatchObject({
      at: 'stopped',
      why: 'failed',
    }));

  for (const asks of REASONED)
    test(`needs a reason to ask for ${asks}`, () =>
      givenSteps(steps.stop)
        .when(request(asks, aiko, { reason: ' ' }))
        .thenRefused('reason-needed'));

  test('needs a reason to settle as not done', () =>
    running('stop')
      .begin()
      .end('do.1', lost)
      .when(request('settle-not-done', aiko, { reason: null }))
      .thenRefused('reason-needed'));

  test('counts on over every kind of question, so that no two are equal', () => {
    const story = givenSteps(steps.stop).ask(aiko, 'skip');
    const rejected = story.after({ type: 'RejectStep', question: story.question, reason: 'no', by: ben, at });
    expect(rejected.ask(aiko, 'skip').question).toEqual(question('stop', 2, 'skip'));
    expect(rejected.ask(aiko, 'skip').run.attempt).toBe(2);
  });

  test('has no attempt yet when the next step comes up', () =>
    expect(givenSteps(steps.look, steps.stop).ask().claim().carryOut(['do.1']).run.attempt).toBe(0));
});

describe('how many others must say yes', () => {
  const required = (name: keyof typeof steps, asks: Asks): number | undefined =>
    givenSteps(steps[name]).ask(aiko, asks).run.asked?.required;

  test('carrying out: as the plan says', () =>
    expect([
      required('look', 'carry-out'),
      required('stop', 'carry-out'),
      required('move', 'carry-out'),
    ]).toEqual([0, 1, 2]));

  test('skipping: the same, and at least one', () =>
    expect([required('look', 'skip'), required('stop', 'skip'), required('move', 'skip')]).toEqual([
      1, 1, 2,
    ]));

  test('settling by people: one, for an irreversible step two', () =>
    expect([
      required('look', 'settle-done'),
      required('stop', 'settle-done'),
      required('move', 'settle-done'),
    ]).toEqual([1, 1, 2]));

  test('settling as not done: the same', () => {
    const settled = (name: 'stop' | 'move') =>
      running(name).begin().end('do.1', lost).ask(aiko, 'settle-not-done').run.asked?.required;
    expect([settled('stop'), settled('move')]).toEqual([1, 2]);
  });

  test('undoing: as many as carrying it out', () =>
    expect(
      givenSteps(steps.start, steps.look)
        .ask()
        .approve(ben)
        .claim()
        .begin()
        .after({ type: 'ConfirmOperation', of: null, done: true, note: 'ok', by: aiko, at })
        .carryOut(['do.2'])
        .ask(chie, 'undo').run.asked?.required,
    ).toBe(1));
});

describe('asking to settle', () => {
  test('is refused as not done where nothing is lost', () =>
    given().when(request('settle-not-done', aiko)).thenRefused('outcome-not-lost'));

  test('is refused as not done where the step is stopped', () =>
    running('stop')
      .begin()
      .end('do.1', failed)
      .when(request('settle-not-done', aiko))
      .thenRefused('outcome-not-lost'));

  test('is refused while a job is alive', () =>
    running('stop').begin().when(request('settle-done', aiko)).thenRefused('still-alive'));

  test('is refused between two operations as well', () =>
    running('stop').when(request('settle-not-done', aiko)).thenRefused('step-is-running'));

  test('is refused while a person is at it, since nothing of ours is alive', () =>
    running('start').begin().when(request('settle-done', aiko)).thenRefused('step-is-running'));
});

describe('the ways on', () => {
  test('from a lost outcome are to settle it or to abort', () =>
    expect(waysOn(running('stop').begin().end('do.1', lost).run)).toEqual(['settle', 'abort']));

  test('need no telling where nothing is stopped', () => expect(waysOn(given().run)).toEqual([]));

  test('include undo where an undo stopped', () => {
    const story = running('stop', steps.look)
      .carryOut(['do.1', 'do.2'])
      .after({ type: 'RecordVerification', claim: 'c1', result: probe('satisfied'), at })
      .ask(aiko, 'undo')
      .approve(ben)
      .claim('c2')
      .begin('undo.1', 'c2')
      .end('undo.1', failed, 'c2');
    expect(waysOn(story.run)).toEqual(['undo', 'settle', 'abort']);
  });

  test('make no difference to a skip: retry is a word about carrying out alone', () =>
    givenSteps(steps.stop)
      .when(request('skip', aiko, { retry: true }))
      .thenEvents({
        type: 'StepRequested',
        question: question('stop', 1, 'skip'),
        reason: 'because',
        required: 1,
        by: by(aiko),
        at,
      }));
});
