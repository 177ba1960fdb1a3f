import { describe, expect, test } from 'vitest';

import type { ProbeResult, RunCommand } from '#core/run/index.ts';

import {
  type Story,
  aiko,
  at,
  ben,
  by,
  chie,
  failed,
  givenSteps,
  lost,
  probe,
  question,
  request,
  running,
  step,
  steps,
} from './given.ts';

const entries = step('entries', '1', {
  operations: [{ id: 'do.1', verb: 'ldap', recovery: 'converge', manual: false }],
  verifies: true,
});
const q = question('stop', 1);
const verify = (kind: ProbeResult['kind'], claim = 'c1'): RunCommand => ({
  type: 'RecordVerification',
  claim,
  result: probe(kind),
  at,
});
const unproven = (): Story => running('stop', steps.look).carryOut(['do.1', 'do.2']);

const settle = (kind: ProbeResult['kind'], about = q): RunCommand => ({
  type: 'SettleByProbe',
  question: about,
  result: probe(kind),
  at,
});
const settledBy = (verdict: 'done' | 'not-done', about = q) =>
  ({ type: 'StepSettled', question: about, verdict, by: 'probe', evidence: ['e1'], at }) as const;
const lostLast = (): Story => running('stop', steps.look).carryOut(['do.1']).begin('do.2').end('do.2', lost);
const lostFirst = (): Story => running('stop', steps.look).begin().end('do.1', lost);

describe('settling by a person', () => {
  const done = (lostThen: string | null): RunCommand =>
    request('settle-done', aiko, { about: { step: 'stop', attempt: 2, lost: lostThen } });

  test('is asked about what was lost when they looked', () =>
    expect(lostFirst().after(done('c1.do.1')).question.asks).toBe('settle-done'));

  test('is not asked about the whole step once what they looked at is known', () =>
    lostFirst().after(settle('satisfied')).when(done('c1.do.1')).thenRefused('stale-question'));

  test('is not asked about another operation that is lost now', () =>
    lostFirst()
      .end('do.1')
      .begin('do.2')
      .end('do.2', lost)
      .when(done('c1.do.1'))
      .thenRefused('stale-question'));
});

describe('settling by a probe', () => {
  test('takes proof as done', () => lostLast().when(settle('satisfied')).thenEvents(settledBy('done')));

  test('completes the run when the last operation of the last step is proven', () =>
    running('stop')
      .carryOut(['do.1'])
      .begin('do.2')
      .end('do.2', lost)
      .when(settle('satisfied'))
      .thenEvents(settledBy('done'), { type: 'RunCompleted', skipped: [], at }));

  test('goes on with the next step', () =>
    expect(lostLast().after(settle('satisfied')).run).toMatchObject({
      cursor: 1,
      phase: { at: 'idle' },
      results: [{ result: 'settled-done', endedAt: at }, { result: 'pending' }],
    }));

  test('takes disproof as not done when nothing else was left to do', () =>
    lostLast().when(settle('unsatisfied')).thenEvents(settledBy('not-done')));

  test('leaves the operation to a retry when it is not done', () => {
    const { run } = lostLast().after(settle('unsatisfied'));
    expect(run.phase).toEqual({
      at: 'stopped',
      why: 'not-done',
      during: 'carry-out',
      detail: { en: 'operation 2 was settled as not done', ja: '操作 2 は未完了と確定しました' },
    });
    expect(run.operations.map(({ state }) => state)).toEqual(['succeeded', 'pending']);
  });

  test.each(['no-answer', 'spool-vanished'] as const)(
    'disproves nothing where a job may still be at it (%s): a retry would run beside it',
    (reason) =>
      running('stop', steps.look)
        .carryOut(['do.1'])
        .begin('do.2')
        .end('do.2', { ...lost, reason })
        .when(settle('unsatisfied'))
        .thenUnchanged('probe-proves-nothing'),
  );

  test('disproves what repeating does not harm, whoever is still at it', () =>
    givenSteps(entries, steps.look)
      .ask(aiko)
      .claim()
      .begin()
      .end('do.1', { ...lost, reason: 'no-answer' })
      .when(settle('unsatisfied', question('entries', 1)))
      .thenEvents(settledBy('not-done', question('entries', 1))));

  test('disproves nothing while operations are left', () =>
    lostFirst().when(settle('unsatisfied')).thenUnchanged('probe-proves-nothing'));

  test('proves the lost operation alone while others are left', () => {
    lostFirst().when(settle('satisfied')).thenEvents(settledBy('done'));
    const { run } = lostFirst().after(settle('satisfied'));
    expect(run.phase).toEqual({
      at: 'stopped',
      why: 'not-done',
      during: 'carry-out',
      detail: {
        en: 'operation 1 was settled as done; 1 of 2 left',
        ja: '操作 1 は完了と確定しましたが、操作 2 件中 1 件が未完了です',
      },
    });
    expect(run.operations).toMatchObject([{ state: 'succeeded', endedAt: at }, { state: 'pending' }]);
  });

  test('does not complete the run while operations are left', () =>
    running('stop').begin().end('do.1', lost).when(settle('satisfied')).thenEvents(settledBy('done')));

  test('proves nothing when it is inconclusive', () =>
    lostLast().when(settle('inconclusive')).thenUnchanged('probe-proves-nothing'));

  test('says nothing about an undo', () => {
    const undoing = unproven()
      .after(verify('satisfied'))
      .ask(aiko, 'undo')
      .approve(ben)
      .claim('c2')
      .begin('undo.1', 'c2')
      .end('undo.1', lost, 'c2');
    undoing.when(settle('satisfied', undoing.question)).thenUnchanged('probe-proves-nothing');
  });

  test('is refused where nothing is lost', () =>
    unproven().when(settle('satisfied')).thenRefused('outcome-not-lost'));

  test('is refused for another question than the one that was lost', () =>
    lostLast()
      .when(settle('satisfied', question('stop', 2)))
      .thenRefused('stale-question'));

  test('overtakes the people who were asked meanwhile', () => {
    const { run } = lostLast().ask(aiko, 'settle-not-done').after(settle('satisfied'));
    expect(run.asked).toBeNull();
    expect(run.past.at(-1)).toMatchObject({ ended: 'dropped' });
  });
});

describe('settling by people', () => {
  const approveSettling = (story: Story) =>
    ({ type: 'ApproveStep', question: story.question, by: ben, at }) as const;

  test('takes the word of the one who asked once another person agrees', () => {
    const story = lostLast().ask(aiko, 'settle-done');
    story.when(approveSettling(story)).thenEvents(
      { type: 'StepApproved', question: question('stop', 2, 'settle-done'), by: by(ben), at },
      {
        type: 'StepSettled',
        question: question('stop', 2, 'settle-done'),
        verdict: 'done',
        by: by(aiko),
        evidence: [],
        at,
      },
    );
  });

  test('completes the run when it was the last thing left', () => {
    const story = running('stop').carryOut(['do.1']).begin('do.2').end('do.2', lost).ask(aiko, 'settle-done');
    expect(story.approve(ben).state).toMatchObject({ status: 'completed' });
  });

  test('does not complete the run while operations of the step are left', () =>
    expect(running('stop').begin().end('do.1', lost).ask(aiko, 'settle-done').approve(ben).state.status).toBe(
      'open',
    ));

  test('needs two others for an irreversible step', () => {
    const story = running('move', steps.look)
      .begin()
      .end('do.1', lost)
      .ask(aiko, 'settle-not-done')
      .approve(ben);
    expect(story.run.phase.at).toBe('lost');
    expect(story.approve(chie).run.phase).toMatchObject({ at: 'stopped', why: 'not-done' });
  });

  test('records a lost operation as not done', () => {
    const story = lostLast().ask(aiko, 'settle-not-done');
    story.when(approveSettling(story)).thenEvents(
      { type: 'StepApproved', question: question('stop', 2, 'settle-not-done'), by: by(ben), at },
      {
        type: 'StepSettled',
        question: question('stop', 2, 'settle-not-done'),
        verdict: 'not-done',
        by: by(aiko),
        evidence: [],
        at,
      },
    );
  });

  test('counts a step that was done by hand as settled, never as skipped', () => {
    const { run } = givenSteps(steps.stop, steps.look).ask(aiko, 'settle-done').approve(ben);
    expect(run.results[0]).toMatchObject({ result: 'settled-done', attempts: 0 });
    expect(run.past.at(-1)).toMatchObject({ ended: 'answered', approvedBy: [by(ben)] });
  });

  test('counts a failed step that was then done by hand as settled', () =>
    expect(
      running('stop', steps.look).begin().end('do.1', failed).ask(aiko, 'settle-done').approve(ben).run
        .results[0],
    ).toMatchObject({ result: 'settled-done', attempts: 1 }));

  test('completes the run when its last step was done by hand', () =>
    expect(givenSteps(steps.stop).ask(aiko, 'settle-done').approve(ben).state).toMatchObject({
      status: 'completed',
    }));
});
