import assert from 'node:assert/strict';

import { describe, expect, test } from 'vitest';

import type { FrozenPlan, Members, Move } from '#core/index.ts';

import {
  aiko,
  at,
  ben,
  by,
  emi,
  failed,
  lost,
  planOf,
  question,
  request,
  Story,
  startRun,
  step,
  steps,
} from './given.ts';

const members = (document: string, count: number): Members => ({ document, count });
const waves = { canary: members('canary-3', 3), rest: members('rest-9', 9), last: members('last-5', 5) };
const slot = (name: string, wave: string) => step(`${name}@${wave}`, `11a@${wave}`, { wave });
const plan = (budget: number | null = null): FrozenPlan => ({
  ...planOf(
    steps.look,
    ...['canary', 'rest', 'last'].flatMap((wave) => [slot('hold', wave), slot('move', wave)]),
  ),
  waves: ['canary', 'rest', 'last'].map((name) => ({ name, budget })),
});
const givenWaves = (budget: number | null = null): Story =>
  new Story([]).after(startRun(plan(budget), aiko, waves));
const move = (from: string, to: string, ...users: string[]): Move => ({
  users,
  from,
  to,
  members: { from: members(`${from}-left`, 3 - users.length), to: members(`${to}-more`, 9 + users.length) },
});
const amend = (what: Move | undefined, who = aiko) =>
  request('amend', who, what === undefined ? {} : { move: what });
/** Carries out the next step. */
const done = (story: Story, claim: string): Story => story.ask().claim(claim).carryOut(['do.1'], claim);
const canaryBegun = (budget: number | null = null): Story => done(done(givenWaves(budget), 'c1'), 'c2');
/** Two users leave the canary wave while it stands stopped. */
const twoTaken = (budget: number | null): Story =>
  canaryBegun(budget)
    .ask()
    .claim('c3')
    .begin('do.1', 'c3')
    .end('do.1', failed, 'c3')
    .after(amend(move('canary', 'last', 'wallyc', 'maryl')))
    .approve(ben);
const canaryOver = (budget: number | null): Story =>
  twoTaken(budget).ask(aiko, 'carry-out', true).claim('c4').carryOut(['do.1'], 'c4');

describe('who is in a wave', () => {
  test('is journaled as the run starts, for every wave', () => {
    const { events } = givenWaves();
    assert.deepEqual(
      events.slice(1),
      Object.entries(waves).map(([wave, who]) => ({
        type: 'WaveAssigned',
        wave,
        members: who,
        taken: 0,
        by: by(aiko),
        reason: null,
        at,
      })),
    );
  });

  test('stands in the state', () => expect(givenWaves().run.waves).toEqual(waves));
});

describe('moving users', () => {
  test('is asked like anything else, with what is to be moved in the question', () =>
    givenWaves()
      .when(amend(move('canary', 'rest', 'wallyc')))
      .thenEvents({
        type: 'StepRequested',
        question: question('look', 1, 'amend'),
        reason: 'because',
        required: 1,
        move: move('canary', 'rest', 'wallyc'),
        by: by(aiko),
        at,
      }));

  test('takes effect with the yes of one other person, on both waves', () => {
    const story = givenWaves().after(amend(move('canary', 'rest', 'wallyc')));
    const assigned = {
      type: 'WaveAssigned',
      taken: 0,
      by: by(aiko),
      reason: 'because',
      at,
    } as const;
    story
      .when({ type: 'ApproveStep', question: story.question, by: ben, at })
      .thenEvents(
        { type: 'StepApproved', question: story.question, by: by(ben), at },
        { ...assigned, wave: 'canary', members: members('canary-left', 2) },
        { ...assigned, wave: 'rest', members: members('rest-more', 10) },
      );
  });

  test('is not approved by whoever asked', () => {
    const story = givenWaves().after(amend(move('canary', 'rest', 'wallyc')));
    story
      .when({ type: 'ApproveStep', question: story.question, by: aiko, at })
      .thenRefused('requester-cannot-approve');
  });

  test('leaves the step to be asked about next, and nothing begun', () => {
    const { run } = givenWaves()
      .after(amend(move('canary', 'rest', 'wallyc')))
      .approve(ben);
    expect([run.phase.at, run.asked, run.attempt]).toEqual(['idle', null, 1]);
    expect(run.waves).toEqual({
      ...waves,
      canary: members('canary-left', 2),
      rest: members('rest-more', 10),
    });
  });

  test('rejected changes nothing', () => {
    const asked = givenWaves().after(amend(move('canary', 'rest', 'wallyc')));
    const { run } = asked.after({
      type: 'RejectStep',
      question: asked.question,
      reason: 'no',
      by: ben,
      at,
    });
    expect([run.phase.at, run.waves]).toEqual(['idle', waves]);
  });

  test('needs a reason', () =>
    givenWaves()
      .when(request('amend', aiko, { move: move('canary', 'rest', 'wallyc'), reason: ' ' }))
      .thenRefused('reason-needed'));

  test('is for operators to ask', () =>
    givenWaves()
      .when(amend(move('canary', 'rest', 'wallyc'), { ...emi, roles: ['approver'] }))
      .thenRefused('not-an-operator'));

  test.each([
    ['from a wave that there is not', move('first', 'rest', 'a'), 'first'],
    ['to a wave that there is not', move('canary', 'first', 'a'), 'first'],
    ['nothing said', undefined, ''],
  ])('is refused %s', (_what, what, wave) =>
    givenWaves().when(amend(what)).thenRefused('unknown-wave', { wave, known: 'canary, rest, last' }),
  );

  test.each([
    ['rest', 'canary'],
    ['rest', 'rest'],
  ])('from %s to %s is refused, since the other is not later', (from, to) =>
    givenWaves()
      .when(amend(move(from, to, 'a')))
      .thenRefused('wave-not-later', { from, to }),
  );

  test('is refused while a step runs', () =>
    canaryBegun()
      .ask()
      .claim('c3')
      .when(amend(move('canary', 'rest', 'wallyc')))
      .thenRefused('step-is-running'));

  test('is refused while nobody knows what became of a step', () =>
    canaryBegun()
      .ask()
      .claim('c3')
      .begin('do.1', 'c3')
      .end('do.1', lost, 'c3')
      .when(amend(move('canary', 'rest', 'wallyc')))
      .thenRefused('outcome-lost-settle-first'));

  test('is refused out of a wave that is over', () =>
    done(canaryBegun(), 'c3')
      .when(amend(move('canary', 'last', 'wallyc')))
      .thenRefused('wave-over', { wave: 'canary' }));

  test('into the second wave is refused once the second has begun', () =>
    done(done(canaryBegun(), 'c3'), 'c4')
      .when(amend(move('canary', 'rest', 'wallyc')))
      .thenRefused('wave-over', { wave: 'canary' }));

  test('out of the wave under way is possible while its step stands stopped', () =>
    expect(twoTaken(null).run.waves['canary']).toEqual(members('canary-left', 1)));

  test('does not take a stopped step for done', () =>
    expect(twoTaken(null).run.phase).toMatchObject({ at: 'stopped', why: 'failed' }));

  test('before a wave has begun costs nothing of its budget', () => {
    const { run } = givenWaves(0)
      .after(amend(move('canary', 'rest', 'wallyc')))
      .approve(ben);
    expect(run.taken).toBe(0);
  });
});

describe('an error budget', () => {
  test('counts users that were taken out of a wave under way', () => expect(twoTaken(1).run.taken).toBe(2));

  test('lets the wave itself go on', () =>
    expect(canaryOver(1).run.results[2]).toMatchObject({ step: 'move@canary', result: 'succeeded' }));

  test('that is spent stops before the next wave', () =>
    canaryOver(1)
      .when(request('carry-out', aiko))
      .thenRefused('error-budget-spent', { taken: '2', budget: '1', wave: 'rest' }));

  test('that is spent is not got round by leaving out the first step of the next wave', () =>
    canaryOver(1)
      .after(request('skip', aiko, { reason: 'they are on hold' }))
      .approve(ben)
      .when(request('carry-out', aiko))
      .thenRefused('error-budget-spent', { taken: '2', budget: '1', wave: 'rest' }));

  test('that is just used up stops nothing', () =>
    expect(canaryOver(2).ask().question).toEqual(question('hold@rest', 1)));

  test('that was never given stops nothing', () =>
    expect(canaryOver(null).ask().question).toEqual(question('hold@rest', 1)));

  test('is filled again by pausing and resuming, which somebody else approves', () => {
    const asked = canaryOver(1)
      .after({ type: 'PauseRun', reason: 'looking why', by: aiko, at })
      .ask(aiko, 'resume');
    expect(asked.run.asked?.required).toBe(1);
    const resumed = asked.approve(ben);
    expect([resumed.run.paused, resumed.run.taken]).toEqual([null, 0]);
    expect(resumed.ask().question.step).toBe('hold@rest');
  });

  test('does not make resuming anything else harder', () => {
    const paused = canaryOver(2).after({ type: 'PauseRun', reason: 'tea', by: aiko, at });
    expect(paused.ask(aiko, 'resume').run.paused).toBeNull();
  });

  test('does not stop what comes after the waves have begun', () => {
    const resumed = canaryOver(1)
      .after({ type: 'PauseRun', reason: 'looking', by: aiko, at })
      .ask(aiko, 'resume')
      .approve(ben);
    const begun = done(resumed, 'c5')
      .after(amend(move('rest', 'last', 'a', 'b')))
      .approve(ben);
    expect(begun.ask().question).toEqual(question('move@rest', 2));
  });

  test('leaves skipping to people', () =>
    expect(canaryOver(1).ask(aiko, 'skip').question).toEqual(question('hold@rest', 1, 'skip')));
});

describe('an operation that is begun again', () => {
  const again = (story: Story) => story.run.operations.map(({ begunBefore }) => begunBefore);
  const retried = (outcome: typeof failed | typeof lost) =>
    canaryBegun().ask().claim('c3').begin('do.1', 'c3').end('do.1', outcome, 'c3');

  test('is known as such', () =>
    expect(again(retried(failed).ask(aiko, 'carry-out', true).claim('c4'))).toEqual([true]));

  test('stays known as such while it runs', () =>
    expect(again(retried(failed).ask(aiko, 'carry-out', true).claim('c4').begin('do.1', 'c4'))).toEqual([
      true,
    ]));

  test('is not, the first time', () =>
    expect(again(canaryBegun().ask().claim('c3').begin('do.1', 'c3'))).toEqual([false]));

  test('is not, where it certainly never began', () => {
    const never = { ...failed, reason: 'not-started' } as const;
    const story = canaryBegun().ask().claim('c3').begin('do.1', 'c3').end('do.1', never, 'c3');
    expect(again(story.ask(aiko, 'carry-out', true).claim('c4'))).toEqual([false]);
  });

  test('is, where it had begun once and then could not', () => {
    const never = { ...failed, reason: 'not-started' } as const;
    const story = retried(failed)
      .ask(aiko, 'carry-out', true)
      .claim('c4')
      .begin('do.1', 'c4')
      .end('do.1', never, 'c4');
    expect(again(story.ask(aiko, 'carry-out', true).claim('c5'))).toEqual([true]);
  });

  test('is, once its loss was settled as not done', () => {
    const settled = retried(lost).ask(aiko, 'settle-not-done').approve(ben);
    expect(again(settled)).toEqual([true]);
  });
});
