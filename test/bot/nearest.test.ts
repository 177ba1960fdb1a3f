import { describe, expect, test } from 'vitest';

import { nearest } from '#bot/nearest.ts';

const RUNBOOKS = ['groupmax/from-v5', 'groupmax/from-v3', 'iplanet/sims-offline', 'iplanet/netscape'];

describe('the name that was meant', () => {
  test.each([
    ['a letter left out', 'iplanet/sims-ofline', 'iplanet/sims-offline'],
    ['two letters swapped', 'iplanet/netscaep', 'iplanet/netscape'],
    ['its last part alone', 'netscape', 'iplanet/netscape'],
    ['its last part with a mistake', 'netscap', 'iplanet/netscape'],
    ['its beginning alone', 'iplanet/sims', 'iplanet/sims-offline'],
    ['in capitals', 'IPLANET/NETSCAPE', 'iplanet/netscape'],
  ])('is found by %s', (_how, typed, meant) => {
    expect(nearest(typed, RUNBOOKS)).toBe(meant);
  });

  test.each(['', 'x', 'postfix/move', 'groupmax/from-v9'])('is not guessed from "%s"', (typed) => {
    expect(nearest(typed, RUNBOOKS)).toBeNull();
  });
});
