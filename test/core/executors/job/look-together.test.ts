import { expect, test } from 'vitest';

import type { HostConnection } from '#core/connections/connections.ts';
import { lookTogether } from '#core/executors/job/look-together.ts';
import type { Found } from '#core/executors/job/look.ts';
import type { Met } from '#core/executors/job/spool.ts';

const connection: HostConnection = {
  host: 'mail.siroe.com',
  isOpen: true,
  exec: () => Promise.reject(new Error('nothing is run here')),
  reach: () => Promise.resolve('unknown'),
  close: () => undefined,
};
const metAt = (root: string): Met => ({ connection, root, shell: '/bin/sh', spools: ['s'], boot: 'b' });
const nothing: ReadonlyMap<string, Found> = new Map();

/** Looks that end when they are told to. */
function looks() {
  const asked: (readonly string[])[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const look = (_met: Met, names: readonly string[]) => {
    asked.push(names);
    return new Promise<typeof nothing>((resolve, reject) => {
      ends.push((error) => (error === undefined ? resolve(nothing) : reject(error)));
    });
  };
  return { asked, ends, look };
}
const soon = () => new Promise((resolve) => setImmediate(resolve));

test('who asks while a look is on its way shares the next one', async () => {
  const { asked, ends, look } = looks();
  const met = metAt('/a');
  const first = lookTogether(met, 'one', look);
  await soon();
  const others = ['two', 'three', 'two'].map((name) => lookTogether(met, name, look));
  await soon();
  expect(asked).toEqual([['one']]);
  ends[0]?.();
  await first;
  await soon();
  expect(asked).toEqual([['one'], ['two', 'three']]);
  ends[1]?.();
  expect(await Promise.all(others)).toEqual([nothing, nothing, nothing]);
});

test('who asks after a look has begun is not answered with what it finds', async () => {
  const { asked, ends, look } = looks();
  const met = metAt('/b');
  const first = lookTogether(met, 'one', look);
  await soon();
  const again = lookTogether(met, 'one', look);
  ends[0]?.();
  await first;
  await soon();
  expect(asked).toEqual([['one'], ['one']]);
  ends[1]?.();
  await again;
});

test('a look that fails fails for those who shared it, and the next one is made', async () => {
  const { asked, ends, look } = looks();
  const met = metAt('/c');
  const failing = lookTogether(met, 'one', look);
  await soon();
  ends[0]?.(new Error('the connection dropped'));
  await expect(failing).rejects.toThrow('the connection dropped');
  const next = lookTogether(met, 'two', look);
  await soon();
  ends[1]?.();
  await next;
  expect(asked).toEqual([['one'], ['two']]);
});

test('another spool has looks of its own', async () => {
  const { asked, look } = looks();
  void lookTogether(metAt('/d'), 'one', look);
  void lookTogether(metAt('/e'), 'two', look);
  await soon();
  expect(asked).toEqual([['one'], ['two']]);
});
