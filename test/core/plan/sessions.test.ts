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
});
