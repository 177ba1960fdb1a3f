import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { mailAtRest, silence, unsilence } from '#core/lab/world.ts';

let world = '';
beforeEach(() => {
  world = mkdtempSync(join(tmpdir(), 'watari-world-'));
  mkdirSync(join(world, 'incoming'));
  writeFileSync(join(world, 'incoming/ZW000001.00'), 'x');
});
afterEach(() => rmSync(world, { recursive: true }));

test('a silent world has no mail to take; when it speaks again, none is lost', () => {
  silence(world);
  silence(world);
  expect(existsSync(join(world, 'incoming'))).toBe(false);
  unsilence(world);
  unsilence(world);
  expect(readdirSync(join(world, 'incoming'))).toEqual(['ZW000001.00']);
});

describe('mail is at rest', () => {
  const [old, target] = [
    { name: 'old', root: 'old' },
    { name: 'new', root: 'new' },
  ];
  /** What each look at a host finds, one after another; in the end nothing. */
  const looks = (found: Record<string, readonly (readonly string[])[]>) => {
    const seen = { old: 0, new: 0 };
    const underWay = (root: string): readonly string[] => {
      if (root !== 'old' && root !== 'new') throw new Error(`no host ${root}`);
      seen[root] += 1;
      return found[root]?.[seen[root] - 1] ?? [];
    };
    return { seen, underWay };
  };

  test('after two looks at which nothing was under way', async () => {
    const { seen, underWay } = looks({});
    await mailAtRest(world, [target, old], underWay);
    expect(seen).toEqual({ old: 2, new: 2 });
  });

  test('not while a message goes to a host that was looked at from one that was not yet', async () => {
    const { seen, underWay } = looks({ new: [[], ['b'], []] });
    await mailAtRest(world, [target, old], underWay);
    expect(seen).toEqual({ old: 4, new: 4 });
  });

  test('not while a host takes a message of the world', async () => {
    const taking = join(world, 'taking/new');
    mkdirSync(taking, { recursive: true });
    writeFileSync(join(taking, 'ZW000002.00'), 'x');
    const { seen, underWay } = looks({});
    await mailAtRest(world, [old, target], (root) => {
      if (root === 'new' && seen.new === 2) rmSync(join(taking, 'ZW000002.00'));
      return underWay(root);
    });
    expect(seen).toEqual({ old: 5, new: 5 });
  });

  test('as far as it will be where nothing moves', async () => {
    let looked = 0;
    await mailAtRest(world, [old], () => [looked++ < 3 ? `moving ${looked}` : 'stuck'], 120);
    expect(looked).toBeGreaterThan(4);
  });
});
