import { beforeAll, describe, expect, test } from 'vitest';

import { compareLab } from '#core/lab/compare-lab.ts';
import { FAULTS, type FaultName } from '#core/lab/faults.ts';

import { LeftLab, rehearse } from './rehearsed.ts';
import { Slots } from './slots.ts';

/** Rehearsals with several faults, each at a step of its own, and what they must come to. */
type Case = {
  readonly name: string;
  readonly faults: string;
  readonly options?: readonly string[];
  readonly ends: { readonly exit: number; readonly status: string; readonly said: RegExp };
  /** How often a step was carried out, where that is not once. */
  readonly attempts: Readonly<Record<string, number>>;
  /** How often a stand-in was run with an effect. */
  readonly runs: Readonly<Record<string, number>>;
  /** Fewer, where the power went before the program had begun. */
  readonly atMost?: boolean;
};

const COMPLETED = { exit: 0, status: 'completed', said: /^Completed\.$/mu };
const ONCE = { db2ldif: 1, 'im.server': 1, imsdirmig: 2, setup: 1, imsimta: 1, imsdaaci: 1 };

const CASES: readonly Case[] = [
  {
    name: 'connections cut at every moment of a launch change nothing',
    faults: 'cut-before-exec@1,cut-in-upload@4,cut-after-exec@5,cut-before-exit@9a,cut-after-exec@10a.3',
    ends: COMPLETED,
    attempts: {},
    runs: { ...ONCE, imbackup: 1, imsrestore: 1 },
  },
  {
    name: 'a network that goes, a program that is slow, one that fails and a full disk',
    faults: 'slow-once:imsdirmig@9b,kill-ssh@9b,fail-once:imsimta@13,disk-full@11,slow-once:imsdaaci@14',
    ends: COMPLETED,
    attempts: { '11': 2, '13': 2 },
    runs: { ...ONCE, imsimta: 2, imbackup: 1, imsrestore: 1 },
  },
  {
    name: 'a power cut in the midst of what a probe can tell',
    faults: 'slow-once:imsdirmig@9a,power-cut@9a,slow-once:stop-msg@12,power-cut@12',
    ends: COMPLETED,
    attempts: { '9a': 2, '12': 2 },
    runs: { ...ONCE, imsdirmig: 3, imbackup: 1, imsrestore: 1 },
    atMost: true,
  },
  {
    name: 'a power cut in the midst of what no probe can tell ends the rehearsal, and nothing is run again',
    faults: 'slow-once:setup@6,power-cut@6',
    ends: { exit: 1, status: 'open', said: /^Not completed\. 6 .*restarted/mu },
    attempts: {},
    runs: { db2ldif: 1, 'im.server': 1, setup: 1, imbackup: 1, imsdirmig: 0, imsrestore: 0 },
    atMost: true,
  },
  {
    name: 'programs that die half done: what can be repeated is, and doubled mailboxes are found',
    faults: 'kill-once:imbackup@5,kill-once:imsdirmig@9b,kill-once:imsrestore@10a.3',
    ends: { exit: 1, status: 'open', said: /^Not completed\. 10a .*only on the right/mu },
    attempts: { '5': 2, '9b': 2, '10a': 4 },
    runs: { db2ldif: 1, 'im.server': 1, setup: 1, imbackup: 2, imsdirmig: 3, imsrestore: 4 },
  },
  {
    name: 'chance, seed 1',
    faults: 'random:1',
    options: ['--set', 'storeVia=pipe'],
    ends: COMPLETED,
    attempts: {},
    runs: { ...ONCE, imbackup: 3, imsrestore: 3 },
  },
];

/** As many rehearsals at once as two cores carry. */
const slots = new Slots(2);
const steps = (numbers: readonly { readonly number: string; readonly attempts: number }[]) =>
  Object.fromEntries(numbers.filter(({ attempts }) => attempts > 1).map((one) => [one.number, one.attempts]));

/** The faults that were said to strike, as they were asked for. */
const struck = (err: string): readonly string[] =>
  [...err.matchAll(/^Fault (\S+): /gmu)].map(([, text = '']) => text.replace(/\.1$/u, '')).toSorted();

describe('a rehearsal with faults', () => {
  test.concurrent.each(CASES)('$name ($faults)', { timeout: 300_000 }, async (one) => {
    await using rehearsed = await slots.use(() => rehearse(['--faults', one.faults, ...(one.options ?? [])]));
    const { said, exit, err } = rehearsed;
    expect({ exit, status: said?.status, err }).toEqual({
      exit: one.ends.exit,
      status: one.ends.status,
      err: expect.stringMatching(one.ends.said),
    });
    // A fault that came too late would prove nothing; chance may be late.
    expect(one.faults.startsWith('random') ? '' : err).not.toContain('came too late');
    expect(struck(err)).toEqual(
      one.faults.startsWith('random') ? struck(err) : one.faults.split(',').toSorted(),
    );
    expect(steps(said?.steps ?? [])).toEqual(one.attempts);
    const lab = new LeftLab(said?.lab ?? '');
    const runs = Object.keys(one.runs).map((name) => [name, lab.runs(name).length] as const);
    const tooMany = runs.filter(([name, times]) => times > (one.runs[name] ?? 0));
    const tooFew = runs.filter(([name, times]) => times < (one.runs[name] ?? 0));
    expect([tooMany, one.atMost === true ? [] : tooFew]).toEqual([[], []]);
    const differences = exit === 0 ? compareLab(lab.dir, { loginSeparator: '+' }) : [];
    expect(differences).toEqual([]);
  });
});

describe('the table of faults', () => {
  let named: readonly FaultName[];
  beforeAll(() => {
    const faults = CASES.map(({ faults: text }) => text).join(',');
    named = faults.split(',').flatMap((text) => {
      const [name] = text.split(/[:@]/u);
      return Object.keys(FAULTS).filter((known): known is FaultName => known === name);
    });
  });

  // What happens between hosts is tried in rehearsal-sims.test.ts.
  const here = Object.keys(FAULTS).filter((name) => name !== 'cut-stream');
  test.each(here)('%s is tried in a rehearsal', (name) => {
    expect(named).toContain(name);
  });
});
