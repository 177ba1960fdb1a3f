import { describe, expect, test } from 'vitest';

import { begunBefore, currentStep, frozenOperation, resultAt, sameAccount } from '#core/run/facts.ts';
import { operationName } from '#core/run/operation-name.ts';
import type { Account } from '#core/run/question.ts';

import { aiko, ben, chie, failed, given, lost, probe, at, running, steps } from './given.ts';

const never = { ...failed, reason: 'not-started' } as const;

describe('a state that does not fit its plan', () => {
  const { run } = given();

  test('has no current step', () =>
    expect(() => currentStep({ ...run, cursor: 99 })).toThrow('step 99 is not in its plan'));

  test('has no result for a step that there is not', () =>
    expect(() => resultAt(run, 99)).toThrow(/sims-0001.*step 99 is not in its plan/u));

  test('has no operation that nobody froze', () =>
    expect(() => frozenOperation(run, 'do.9')).toThrow('operation do.9 is not in its plan'));
});

test('an operation is known by its own id', () => {
  const { run } = running('start');
  expect(['do.1', 'do.2', 'undo.1'].map((id) => frozenOperation(run, id).manual)).toEqual([
    true,
    false,
    false,
  ]);
});

describe('an account', () => {
  const accounts: readonly Account[] = [
    { kind: 'slack', team: 'T1', user: 'U1' },
    { kind: 'slack', team: 'T1', user: 'U2' },
    { kind: 'slack', team: 'T2', user: 'U1' },
    { kind: 'os', login: 'aiko' },
    { kind: 'os', login: 'ben' },
    { kind: 'lab', name: 'aiko' },
    { kind: 'lab', name: 'ben' },
  ];

  test.each(accounts.map((_, index) => index))('number %i is the same as itself, and as no other', (index) =>
    expect(accounts.map((other) => sameAccount(accounts[index] ?? other, { ...other }))).toEqual(
      accounts.map((_, other) => other === index),
    ),
  );
});

describe('what runs as a retry', () => {
  const moving = () => running('move');
  const again = (story: ReturnType<typeof moving>) => [...begunBefore(story.run)];
  const retried = (story: ReturnType<typeof moving>) =>
    story.ask(aiko, 'carry-out', true).approve(ben, chie).claim('c2');

  test('is nothing at first', () => expect(again(moving())).toEqual([]));

  test('is no operation that is under way for the first time', () =>
    expect(again(moving().begin())).toEqual([]));

  test('is the operation that failed, and no other', () =>
    expect(again(moving().begin().end('do.1', failed))).toEqual(['do.1']));

  test('is no operation that certainly never began', () =>
    expect(again(moving().begin().end('do.1', never))).toEqual([]));

  test('is no operation of which nobody knows: that is settled first', () =>
    expect(again(moving().begin().end('do.1', lost))).toEqual([]));

  test('stays the retry while it is under way', () =>
    expect(again(retried(moving().begin().end('do.1', failed)).begin('do.1', 'c2'))).toEqual(['do.1']));

  test('is every operation of a step whose verification said no', () => {
    const disproven = running('stop', steps.look)
      .carryOut(['do.1', 'do.2'])
      .after({ type: 'RecordVerification', claim: 'c1', result: probe('unsatisfied'), at });
    expect(again(disproven)).toEqual(['do.1', 'do.2']);
  });
});

describe('an operation as people say it', () => {
  test.each([
    ['do.3', { en: 'operation 3', ja: '操作 3' }],
    ['verify.1', { en: 'check 1', ja: '確認 1' }],
    ['undo.2', { en: 'undo operation 2', ja: '取り消しの操作 2' }],
    ['other', { en: 'other', ja: 'other' }],
  ])('%s', (id, said) => expect(operationName(id)).toEqual(said));
});
