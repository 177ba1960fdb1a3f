import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { waitForTurn } from '../../../docs-site/whole/turn.ts';

let checkout: string;
beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'watari-turn-'));
});
afterEach(() => rmSync(checkout, { recursive: true }));

const nobody = () => {
  throw new Error('somebody else has the turn');
};

test('whoever comes second is told so once, and begins when the first has ended', async () => {
  const first = await waitForTurn(checkout, nobody);
  const order: string[] = [];
  const { promise: told, resolve: tell } = Promise.withResolvers<void>();
  const second = waitForTurn(checkout, () => {
    order.push('told');
    tell();
  });
  await told;
  order.push('first ends');
  first.end();
  const turn = await second;
  turn.end();
  expect(order).toEqual(['told', 'first ends']);
});

test('one after the other, nobody waits', async () => {
  const first = await waitForTurn(checkout, nobody);
  first.end();
  const second = await waitForTurn(checkout, nobody);
  expect(() => second.end()).not.toThrow();
});

test('whoever is told to end while waiting leaves the turn to others', async () => {
  const first = await waitForTurn(checkout, nobody);
  const stop = new AbortController();
  await expect(waitForTurn(checkout, () => stop.abort(), stop.signal)).rejects.toThrow('aborted');
  first.end();
  const third = await waitForTurn(checkout, nobody);
  expect(() => third.end()).not.toThrow();
});
