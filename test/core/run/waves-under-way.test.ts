import { describe, expect, test } from 'vitest';

import type { FrozenPlan, FrozenStep, Members, Move } from '#core/index.ts';
import type { RunCommand } from '#core/run/index.ts';

import {
  aiko,
  at,
  ben,
  by,
  chie,
  failed,
  given,
  planOf,
  question,
  request,
  Story,
  startRun,
  step,
} from './given.ts';

const NAMES = ['canary', 'rest', 'last'] as const;
const members = (document: string, count: number): Members => ({ document, count });
const waves = { canary: members('canary-3', 3), rest: members('rest-9', 9), last: members('last-5', 5) };
const undo = [{ id: 'undo.1', verb: 'ssh', recovery: 'attach', manual: false }] as const;
const slots = (change: Partial<FrozenStep> = {}): readonly FrozenStep[] =>
  NAMES.flatMap((wave) =>
    ['hold', 'move'].map((name) => step(`${name}@${wave}`, `11@${wave}`, { wave, undo, ...change })),
  );
/** Every wave may have a budget of its own. */
const plan = (
  budgets: readonly (number | null)[] = [null, null, null],
  steps: readonly FrozenStep[] = slots(),
): FrozenPlan => ({
  ...planOf(...steps),
  waves: NAMES.map((name, index) => ({ name, budget: budgets[index] ?? null })),
});
const begun = (budgets?: readonly (number | null)[]): Story =>
  new Story([]).after(startRun(plan(budgets), aiko, waves));
const move = (from: string, to: string, ...users: readonly string[]): Move => ({
  users,
  from,
  to,
  members: { from: members(`${from}-left`, 1), to: members(`${to}-more`, 10) },
});
const amend = (what: Move): RunCommand => request('amend', aiko, { move: what });
const done = (story: Story, claim: string): Story => story.ask().claim(claim).carryOut(['do.1'], claim);
const failing = (story: Story, claim: string): Story =>
  story.ask().claim(claim).begin('do.1', claim).end('do.1', failed, claim);
const takenOut = (story: Story, from: string, ...users: readonly string[]): Story =>
  story.after(amend(move(from, 'last', ...users))).approve(ben);

describe('a wave has begun', () => {
  test('as soon as its first step was tried, though nothing of it is done', () =>
    expect(takenOut(failing(begun(), 'c1'), 'canary', 'wallyc').run.taken).toBe(1));

  test('where its first step was skipped', () => {
    const skipped = begun().ask(aiko, 'skip').approve(ben);
    expect(takenOut(skipped, 'canary', 'wallyc').run.taken).toBe(1);
  });

  test('and takes nobody in, also when its first step was undone and the wave before it was taken up again', () => {
    const undone = done(done(done(begun(), 'c1'), 'c2'), 'c3')
      .ask(aiko, 'undo')
      .claim('u1')
      .carryOut(['undo.1'], 'u1')
      .ask(aiko, 'undo')
      .claim('u2')
      .carryOut(['undo.1'], 'u2');
    expect(undone.run.cursor).toBe(1);
    undone.when(amend(move('canary', 'rest', 'wallyc'))).thenRefused('wave-over', { wave: 'rest' });
  });

  test('not, where no step of it applies yet', () => {
    const steps = slots().map((one) => (one.id === 'hold@canary' ? { ...one, applies: false } : one));
    const story = new Story([]).after(startRun(plan(undefined, steps), aiko, waves));
    expect(takenOut(story, 'canary', 'wallyc').run.taken).toBe(0);
  });
});

describe('users of a wave whose first step failed', () => {
  const spent = (): Story => {
    const held = done(done(begun([null, 1, null]), 'c1'), 'c2');
    return takenOut(failing(held, 'c3'), 'rest', 'a', 'b');
  };

  test('are counted, and the wave goes on all the same', () => {
    expect(spent().run.taken).toBe(2);
    expect(spent().ask(aiko, 'carry-out', true).question.step).toBe('hold@rest');
  });

  test('make resuming somebody else’s business, by the budget of their own wave', () => {
    const paused = spent().after({ type: 'PauseRun', reason: 'looking', by: aiko, at });
    expect(paused.ask(aiko, 'resume').run.asked?.required).toBe(1);
  });

  test('spend no budget of another wave', () => {
    const story = takenOut(failing(begun([5, 1, 1]), 'c1'), 'canary', 'a', 'b').ask(aiko, 'carry-out', true);
    const paused = story
      .claim('c2')
      .carryOut(['do.1'], 'c2')
      .after({ type: 'PauseRun', reason: 'looking', by: aiko, at });
    expect(paused.ask(aiko, 'resume').run.paused).toBeNull();
  });
});

describe('asking to move users', () => {
  test('is refused in a run without waves', () =>
    given()
      .when(amend(move('canary', 'rest', 'wallyc')))
      .thenRefused('unknown-wave', { wave: 'canary', known: '' }));

  test('of a step that two people approve takes one', () => {
    const steps = slots({ risk: 'irreversible', approvals: 2 });
    const story = new Story([]).after(startRun(plan(undefined, steps), aiko, waves));
    expect(story.after(amend(move('canary', 'rest', 'wallyc'))).run.asked?.required).toBe(1);
  });

  test('is no part of any other question', () =>
    begun()
      .when(request('skip', aiko, { move: move('canary', 'rest', 'wallyc') }))
      .thenEvents({
        type: 'StepRequested',
        question: question('hold@canary', 1, 'skip'),
        reason: 'because',
        required: 1,
        by: by(aiko),
        at,
      }));

  test('is answered once: a second yes moves nobody twice', () => {
    const asked = begun().after(amend(move('canary', 'rest', 'wallyc')));
    const { question: about } = asked;
    asked
      .approve(ben)
      .when({ type: 'ApproveStep', question: about, by: chie, at })
      .thenRefused('stale-question');
  });
});

describe('skipping a step of a wave', () => {
  test('takes as many people as carrying it out', () => {
    const steps = slots({ risk: 'disruptive', approvals: 2 });
    const story = new Story([]).after(startRun(plan(undefined, steps), aiko, waves));
    expect(story.ask(aiko, 'skip').run.asked?.required).toBe(2);
  });
});
