import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { dealSessions } from '#core/plan/sessions.ts';

describe('sessions', () => {
  it('have every user once, even lists and none empty', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string(), { maxLength: 60 }),
        fc.integer({ min: 1, max: 15 }),
        (users, count) => {
          const dealt = dealSessions(users, count);
          const sizes = dealt.map((one) => one.users.length);
          expect(dealt).toHaveLength(Math.min(count, users.length));
          expect(dealt.flatMap((one) => one.users).toSorted()).toEqual(users.toSorted());
          expect(sizes.filter((size) => size < Math.floor(users.length / count))).toEqual([]);
          expect(sizes.filter((size) => size > Math.ceil(users.length / count))).toEqual([]);
          expect(sizes).not.toContain(0);
        },
      ),
      { seed: 20260 },
    );
  });

  it('are named 01, 02 and so on', () => {
    expect(dealSessions(['a', 'b', 'c'], 2)).toEqual([
      { id: '01', users: ['a', 'c'] },
      { id: '02', users: ['b'] },
    ]);
  });

  it('of known sizes are even by size, the largest mailboxes first', () => {
    const sizes: Record<string, number> = { a: 5, b: 100, c: 60, d: 50, e: 0, f: 1 };
    expect(dealSessions(['a', 'b', 'c', 'd', 'e', 'f'], 2, (user) => sizes[user] ?? null)).toEqual([
      { id: '01', users: ['a', 'b', 'e', 'f'], bytes: 106 },
      { id: '02', users: ['c', 'd'], bytes: 110 },
    ]);
  });

  it('take a mailbox of unknown size for one of mean size, and say no sum then', () => {
    const sizes: Record<string, number> = { a: 10, b: 30 };
    expect(dealSessions(['a', 'b', 'c', 'd'], 2, (user) => sizes[user] ?? null)).toEqual([
      { id: '01', users: ['a', 'b'], bytes: 40 },
      { id: '02', users: ['c', 'd'] },
    ]);
  });

  it('by size have every user once, none empty, and no list longer than it must be', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 15 }),
        (sizes, count) => {
          const users = sizes.map((_size, index) => `u${index}`);
          const dealt = dealSessions(users, count, (user) => sizes[Number(user.slice(1))] ?? null);
          expect(dealt.flatMap((one) => one.users).toSorted()).toEqual(users.toSorted());
          expect(dealt.filter((one) => one.users.length === 0)).toEqual([]);
          const even = sizes.reduce((sum, size) => sum + size + 1, 0) / dealt.length;
          const longest = Math.max(...dealt.map((one) => (one.bytes ?? 0) + one.users.length));
          // Graham's bound for the largest first.
          expect(longest).toBeLessThanOrEqual(even + Math.max(...sizes) + 1);
        },
      ),
      { seed: 20260 },
    );
  });
});
