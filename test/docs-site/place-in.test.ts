import { expect, test } from 'vitest';

import { placeIn } from '../../docs-site/src/site/place-in.ts';

test.each([
  ['#empty-queue', 'empty-queue'],
  ['#%E3%82%AB', 'カ'],
  ['', null],
  ['#%', null],
  ['#%E3%8', null],
])('an address that ends in "%s" names %s', (hash, place) => {
  expect(placeIn(hash)).toBe(place);
});
