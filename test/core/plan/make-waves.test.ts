import { describe, expect, test } from 'vitest';

import { type Candidate, type Wave, makeWaves, wavesText } from '#core/plan/index.ts';
import { readWaves } from '#core/plan/read-waves.ts';

const user = (uid: string, bytes: number | null, domain = 'siroe.com'): Candidate => ({
  uid,
  mailbox: domain === 'siroe.com' ? uid : `${uid}@${domain}`,
  bytes,
  domain,
  base: `dc=${domain.replaceAll('.', ',dc=')},o=internet`,
});
const named = (waves: readonly Wave[]) =>
  Object.fromEntries(
    waves.map(({ name, users }) => [name, (users ?? []).map(({ mailbox }) => mailbox).join(' ')]),
  );
const FIVE = [user('a', 50), user('b', 10), user('c', 30), user('d', 0), user('e', 20)];

describe('waves that are made', () => {
  test('begin with a few users who have little mail, and some', () =>
    expect(named(makeWaves(FIVE, { canary: 2, size: 9 }))).toEqual({ canary: 'b e', siroe: 'a c d' }));

  test('take whoever there is where nobody has mail', () =>
    expect(named(makeWaves([user('a', 0), user('b', 0)], { canary: 1, size: 9 }))).toEqual({
      canary: 'a',
      siroe: 'b',
    }));

  test('have no canary where none is wanted', () =>
    expect(named(makeWaves(FIVE, { canary: 0, size: 9 }))).toEqual({ siroe: 'a b c d e' }));

  test('hold about as much each, and no more users than said', () =>
    expect(named(makeWaves(FIVE, { canary: 0, size: 3 }))).toEqual({
      'siroe-1': 'a b',
      'siroe-2': 'c d e',
    }));

  test('hold about as many each where no size is known', () => {
    const users = ['a', 'b', 'c', 'd', 'e'].map((uid) => user(uid, null));
    const counts = makeWaves(users, { canary: 0, size: 3 }).map((wave) => wave.users?.length);
    expect(counts).toEqual([3, 2]);
  });

  test('never hold users of two domains', () => {
    const waves = makeWaves([...FIVE, user('x', 1, 'red.com'), user('y', 2, 'red.com')], {
      canary: 1,
      size: 9,
    });
    expect(named(waves)).toEqual({ canary: 'b', siroe: 'a c d e', red: 'x@red.com y@red.com' });
  });

  test('are told apart where domains begin alike', () => {
    const waves = makeWaves([user('x', 1, 'red.com'), user('y', 2, 'red.org')], { canary: 0, size: 9 });
    expect(Object.keys(named(waves))).toEqual(['red-com', 'red-org']);
  });

  test('have names that a waves parameter takes, whatever the domain is called', () =>
    expect(
      makeWaves([user('x', 1, '2x.com'), user('y', 1, 'canary.com')], { canary: 0, size: 1 }).map(
        ({ name }) => name,
      ),
    ).toEqual(['d-2x', 'canary-com']));

  test('are the same for the same users in any order', () =>
    expect(makeWaves(FIVE.toReversed(), { canary: 2, size: 2 })).toEqual(
      makeWaves(FIVE, { canary: 2, size: 2 }),
    ));

  test('are read back from the file that is written', () => {
    const waves = makeWaves([...FIVE, user("o'brien", null, 'red.com')], { canary: 2, size: 2 });
    const around = { defaultDomain: 'siroe.com', defaultBase: null, readText: () => wavesText(waves) };
    expect(readWaves('waves', '@waves.yaml', around)).toEqual({ waves });
  });
});
