import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { type PlannedSsh, type Wave, bindStep, compilePlan } from '#core/plan/index.ts';
import { loadRunbookFile } from '#core/runbook/index.ts';
import { showPieces } from '#core/runbook/render.ts';

const [runbook] = loadRunbookFile(join(import.meta.dirname, '../../fixtures/waves/each-user.yaml')).runbooks;
const VALUES = {
  newHost: 'new',
  defaultDomain: 'siroe.com',
  defaultOrganization: 'dc=siroe,dc=com',
  waves: 'canary: a b; rest: c',
};
const wave = (stay: readonly string[], out: readonly string[]): Wave => {
  const users = (uids: readonly string[]) => uids.map((uid) => ({ uid, mailbox: uid, bytes: null }));
  return {
    name: 'canary',
    base: 'dc=siroe',
    domain: 'siroe.com',
    filter: '',
    users: users(stay),
    movedOut: users(out),
  };
};

/** The second operation is for those as well who were taken out. */
function welcome(who: Wave, again: readonly string[] = [], id = 'do.2'): PlannedSsh {
  if (runbook === undefined) throw new Error('the fixture has problems');
  const { plan } = compilePlan({ runbook, values: VALUES, inventory: null });
  const step = plan?.steps.find((one) => one.id === 'welcome@canary');
  if (step === undefined) throw new Error('no step');
  const bound = bindStep(step, { waves: new Map([['canary', who]]), again: new Set(again) });
  const found = bound.operations.find((one) => one.id === id);
  if (found?.verb !== 'ssh') throw new Error('no operation');
  return found;
}

describe('a command once a user of the wave', () => {
  test('leaves alone whoever was taken out', () =>
    expect(welcome(wave(['a'], ['b']), [], 'do.1').command).toBe('welcome a'));

  test('is for those as well who were taken out where the runbook says so', () =>
    expect(welcome(wave(['a'], ['b'])).command).toBe('welcome a; welcome b'));

  test('is for those alone where everybody was taken out', () =>
    expect(welcome(wave([], ['a', 'b'])).command).toBe('welcome a; welcome b'));

  test('is nothing where nobody is left', () =>
    expect(welcome(wave([], ['a', 'b']), [], 'do.1').command).toBe(':'));

  test('is tried again for everybody, by its retry', () => {
    const { command, parts } = welcome(wave(['a', 'b'], []), ['do.2']);
    expect(command).toBe('welcome -again a; welcome -again b');
    const script = parts.map(showPieces).join('');
    expect(script.match(/welcome.*/gu)).toEqual(['welcome -again a', 'welcome -again b']);
  });

  test('is tried again without those who were taken out meanwhile', () =>
    expect(welcome(wave(['a'], ['b']), ['do.1'], 'do.1').command).toBe('welcome a'));
});
