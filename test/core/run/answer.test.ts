import { describe, expect, test } from 'vitest';

import { type Actor, type Question, type RunCommand, verbatim } from '#core/run/index.ts';

import {
  type Story,
  aiko,
  at,
  ben,
  by,
  chie,
  dan,
  emi,
  fumio,
  givenSteps,
  question,
  running,
  steps,
} from './given.ts';

const approve = (who: Actor, about: Question): RunCommand => ({
  type: 'ApproveStep',
  question: about,
  by: who,
  at,
});
const reject = (who: Actor, about: Question, reason = 'not tonight'): RunCommand => ({
  type: 'RejectStep',
  question: about,
  reason,
  by: who,
  at,
});
const q = question('move', 1);
const asked = (): Story => givenSteps(steps.move, steps.look).ask(aiko);
const claimed = (): Story => asked().approve(ben, chie).claim();

describe('approving', () => {
  test('records the person, the account and the way', () =>
    asked()
      .when(approve(ben, q))
      .thenEvents({ type: 'StepApproved', question: q, by: by(ben), at }));

  test('counts a second person', () =>
    asked()
      .approve(ben)
      .when(approve(chie, q))
      .thenEvents({ type: 'StepApproved', question: q, by: by(chie), at }));

  test('changes nothing when the same person clicks twice', () =>
    asked().approve(ben).when(approve(ben, q)).thenUnchanged('already-approved-by-you'));

  test('counts people, not accounts', () =>
    asked()
      .approve(ben)
      .when(approve({ ...ben, account: { kind: 'os', login: 'ben' }, via: 'terminal' }, q))
      .thenUnchanged('already-approved-by-you'));

  test('changes nothing when enough people have said yes', () =>
    asked().approve(ben, chie).when(approve(fumio, q)).thenUnchanged('enough-approvals'));

  test('changes nothing where nobody is needed', () =>
    givenSteps(steps.look)
      .ask(aiko)
      .when(approve(ben, question('look', 1)))
      .thenUnchanged('enough-approvals'));

  test('is refused to the person who asked', () =>
    asked().when(approve(aiko, q)).thenRefused('requester-cannot-approve'));

  test('is refused to the person who asked, from another account too', () =>
    asked()
      .when(approve({ ...aiko, account: { kind: 'slack', team: 'T', user: 'U' }, via: 'slack' }, q))
      .thenRefused('requester-cannot-approve'));

  test('is refused to the account that asked, whomever it belongs to by now', () =>
    asked()
      .when(approve({ ...ben, account: aiko.account }, q))
      .thenRefused('requester-cannot-approve'));

  test('counts no account twice, whomever it belongs to by now', () =>
    asked()
      .approve(ben)
      .when(approve({ ...chie, account: ben.account }, q))
      .thenUnchanged('already-approved-by-you'));

  test('is refused to somebody without the role', () =>
    asked().when(approve(dan, q)).thenRefused('not-an-approver'));

  test('is refused to an operator who is no approver', () =>
    asked().when(approve(emi, q)).thenRefused('not-an-approver'));

  test('starts nothing by itself: the claim does', () =>
    expect(asked().approve(ben, chie).run.phase).toEqual({ at: 'idle' }));
});

describe('an answer to a question that is not the open one', () => {
  const again = (): Story => {
    const story = asked().approve(ben);
    return story.after(reject(chie, q)).ask(aiko, 'carry-out', true);
  };

  test('is stale when that question was rejected', () =>
    again().when(approve(ben, q)).thenRefused('stale-question'));

  test('leaves the approvals of the earlier question behind', () =>
    expect(again().run.asked?.approvedBy).toEqual([]));

  for (const [what, forged] of [
    ['another run', { ...q, run: 'sims-0002' }],
    ['a step that is not in the plan', { ...q, step: 'format-disks' }],
    ['a later step', { ...q, step: 'look' }],
    ['an attempt that never was', { ...q, attempt: 2 }],
    ['an attempt before the first', { ...q, attempt: 0 }],
    ['another kind of question', { ...q, asks: 'skip' as const }],
    ['a text that was never shown', { ...q, shown: 's0' }],
  ] as const) {
    test(`is unknown when it names ${what}: approving`, () =>
      asked().when(approve(ben, forged)).thenRefused('unknown-question'));
    test(`is unknown when it names ${what}: rejecting`, () =>
      asked().when(reject(ben, forged)).thenRefused('unknown-question'));
    test(`is unknown when it names ${what}: claiming`, () =>
      asked()
        .approve(ben, chie)
        .when({ type: 'StartStep', question: forged, claim: 'c1', shown: 's1', at })
        .thenRefused('unknown-question'));
  }

  test('changes nothing after the claim when the person is counted already', () =>
    claimed().when(approve(ben, q)).thenUnchanged('already-approved-by-you'));

  test('comes too late once the step has started', () =>
    claimed().when(approve(fumio, q)).thenRefused('step-already-started'));

  test('is stale once the step is over', () =>
    claimed().carryOut(['do.1', 'do.2']).when(approve(fumio, q)).thenRefused('stale-question'));

  test('changes nothing once the step is over when the person is counted already', () =>
    claimed().carryOut(['do.1', 'do.2']).when(approve(ben, q)).thenUnchanged('already-approved-by-you'));

  test('changes nothing after a skip took effect when the person is counted already', () => {
    const story = givenSteps(steps.stop, steps.look).ask(aiko, 'skip').approve(ben);
    story.when(approve(ben, question('stop', 1, 'skip'))).thenUnchanged('already-approved-by-you');
    story.when(approve(chie, question('stop', 1, 'skip'))).thenRefused('stale-question');
  });

  test('is stale when a pause closed the question, even from those who had approved', () => {
    const paused = asked().approve(ben).after({ type: 'PauseRun', reason: 'smoke', by: emi, at });
    paused.when(approve(ben, q)).thenRefused('stale-question');
    paused.when(reject(ben, q)).thenRefused('stale-question');
  });

  test('says that something changed when the question was voided', () => {
    const voided = asked()
      .approve(ben, chie)
      .after({ type: 'StartStep', question: q, claim: 'c1', shown: 's2', at });
    voided.when(approve(ben, q)).thenRefused('changed-since-shown');
    voided.when(reject(ben, q)).thenRefused('changed-since-shown');
  });
});

describe('rejecting', () => {
  test('records who and why', () =>
    asked()
      .when(reject(ben, q))
      .thenEvents({ type: 'StepRejected', question: q, reason: 'not tonight', by: by(ben), at }));

  test('stops the step and keeps who said no', () => {
    const { run } = asked().approve(chie).after(reject(ben, q));
    expect(run.phase).toEqual({
      at: 'stopped',
      why: 'rejected',
      during: 'carry-out',
      detail: verbatim('not tonight'),
    });
    expect(run.asked).toBeNull();
    expect(run.past).toEqual([
      {
        question: q,
        requestedBy: by(aiko),
        reason: null,
        required: 2,
        approvedBy: [by(chie)],
        ended: 'rejected',
        rejectedBy: by(ben),
      },
    ]);
  });

  test('needs a reason', () =>
    asked()
      .when(reject(ben, q, ''))
      .thenRefused('reason-needed'));

  test('is open to the person who asked, whatever their role', () =>
    givenSteps(steps.move)
      .ask(emi)
      .when(reject(emi, q))
      .thenEvents({ type: 'StepRejected', question: q, reason: 'not tonight', by: by(emi), at }));

  test('is refused to others without the role', () =>
    asked().when(reject(emi, q)).thenRefused('not-an-approver'));

  test('changes nothing the second time', () =>
    asked().after(reject(ben, q)).when(reject(ben, q)).thenUnchanged('already-rejected'));

  test('is stale once the step is over', () =>
    claimed().carryOut(['do.1', 'do.2']).when(reject(ben, q)).thenRefused('stale-question'));

  test('leaves an idle step idle when it was a skip that was asked for', () => {
    const story = givenSteps(steps.stop).ask(aiko, 'skip');
    expect(story.after(reject(ben, story.question)).run.phase).toEqual({ at: 'idle' });
  });

  test('leaves a failed step failed when it was a retry that was asked for', () => {
    const story = running('look')
      .begin()
      .end('do.1', { kind: 'failed', reason: 'signal', detail: verbatim('KILL'), evidence: [] })
      .ask(aiko, 'carry-out', true);
    expect(story.after(reject(ben, story.question)).run.phase).toEqual({
      at: 'stopped',
      why: 'failed',
      during: 'carry-out',
      detail: verbatim('KILL'),
    });
  });
});
