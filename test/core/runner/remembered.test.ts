import { describe, expect, test } from 'vitest';

import { rememberedBy } from '#core/runner/remembered.ts';
import { aiko, ben, planOf, step, Story, startRun, succeeded } from '#test/core/run/given.ts';

const ldap = { verb: 'ldap', recovery: 'converge', manual: false } as const;
const hold = (wave: string) =>
  step(`hold@${wave}`, `1a@${wave}`, { wave, operations: [{ id: 'do.1', ...ldap, remembers: true }] });
const back = (wave: string) =>
  step(`back@${wave}`, `1b@${wave}`, {
    wave,
    operations: [{ id: 'do.1', ...ldap, putsBack: `hold@${wave}` }],
  });
const started = () =>
  new Story([]).after(startRun(planOf(...['canary', 'rest'].flatMap((wave) => [hold(wave), back(wave)]))));
const carriedOut = (story: Story, document: string): Story =>
  story
    .ask()
    .claim(document)
    .begin('do.1', document)
    .end('do.1', { ...succeeded, evidence: [document] }, document);
const documentsOf = ({ state }: Story, of: string) => rememberedBy(state, of).map(({ document }) => document);

describe('what a step of a wave remembered', () => {
  test('is nothing before the run', () =>
    expect(rememberedBy({ status: 'not-started' }, 'hold')).toEqual([]));

  test('is at hand for its own wave, put back or not', () => {
    const held = carriedOut(started(), 'c1');
    expect(documentsOf(held, 'hold@canary')).toEqual(['c1']);
    expect(documentsOf(carriedOut(held, 'c2'), 'hold@canary')).toEqual(['c1']);
  });

  test('counts for a later wave while it was not put back: somebody may still be as it has made them', () => {
    const held = carriedOut(started(), 'c1').ask(aiko, 'skip').approve(ben);
    expect(documentsOf(carriedOut(held, 'c3'), 'hold@rest')).toEqual(['c1', 'c3']);
  });

  test('does not count for a later wave once it was put back: what people have changed since is theirs', () => {
    const put = carriedOut(carriedOut(started(), 'c1'), 'c2');
    expect(documentsOf(carriedOut(put, 'c3'), 'hold@rest')).toEqual(['c3']);
  });

  test('does not count either where putting back was settled as done', () => {
    const put = carriedOut(started(), 'c1').ask(aiko, 'settle-done').approve(ben);
    expect(documentsOf(carriedOut(put, 'c3'), 'hold@rest')).toEqual(['c3']);
  });

  test("is nobody else's", () => {
    const held = carriedOut(started(), 'c1');
    expect(documentsOf(held, 'look')).toEqual([]);
  });
});
