import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openSqliteStore, type RunEvent } from '#core/index.ts';
import { compareLab } from '#core/lab/compare-lab.ts';

import { type Night, NEW, OLD, playNight, RUNBOOK } from './incremental-night.ts';
import { rehearse, type Rehearsed } from './rehearsed.ts';
import { counted, runsOf } from './stand-in-runs.ts';

/** Step 11d of the second wave, and its operation that moves mailboxes. */
const [MOVE, SESSIONS] = ['move-mailboxes@siroe', 'do.2'] as const;
const WAVES = 4;
/** What `imbackup` is told for a session: where its list is. */
const listOf = (session: string): string => `-f- -u /var/tmp/userfile.${session}`;
/** Every session of every wave once. */
const EACH_ONCE = { [listOf('01')]: WAVES, [listOf('02')]: WAVES, [listOf('03')]: WAVES };
const [NEW_MAILBOXES, ADD] = ['-f- -cy -n -v1', '-f- -cy -v1'] as const;

/** What became of the sessions of a wave, attempt by attempt. */
function outcomesOf(events: readonly RunEvent[], move: string = MOVE) {
  const claims = events.flatMap((event) =>
    event.type === 'StepStarted' && event.question.step === move ? [event.claim] : [],
  );
  return events.flatMap((event) =>
    event.type === 'OperationEnded' && event.operation === SESSIONS && claims.includes(event.claim)
      ? [event.outcome]
      : [],
  );
}
const ofType = <T extends RunEvent['type']>(events: readonly RunEvent[], type: T) =>
  events.filter((event): event is Extract<RunEvent, { type: T }> => event.type === type);

describe('of the sessions of a wave the one that failed runs again, without -n', () => {
  const [FAILED, CUT] = ['move-mailboxes@canary', MOVE] as const;
  let rehearsed: Rehearsed;
  let lab = '';
  let events: readonly RunEvent[] = [];
  beforeAll(async () => {
    const faults = 'fail-once:imsrestore@11d@canary.2,cut-stream@11d@siroe.2';
    const options = ['--set', 'remoteShell=ssh', '--set', 'restoreMode=new-mailbox', '--faults', faults];
    rehearsed = await rehearse(options, {}, RUNBOOK);
    lab = rehearsed.said?.lab ?? '';
    await using store = openSqliteStore(join(rehearsed.line.data, 'journal.sqlite'));
    events = (await store.journal.read(rehearsed.said?.run ?? '')).map(({ event }) => event);
  }, 400_000);
  afterAll(() => rehearsed[Symbol.asyncDispose]());
  /** Of a wave whose first attempt failed: the sessions that did not succeed, and how the attempts after it ended. */
  const failedOf = (move: string) => {
    const [failed, ...again] = outcomesOf(events, move);
    const done = failed?.kind === 'failed' ? (failed.sessionsDone ?? []) : [];
    return { missing: ['01', '02', '03'].filter((session) => !done.includes(session)), again };
  };

  test('and the run is completed', () =>
    expect([rehearsed.exit, rehearsed.said?.status, rehearsed.told]).toEqual([
      0,
      'completed',
      expect.any(String),
    ]));

  test.each([
    ['after a program that fails', FAILED],
    ['after a connection that drops in mid-stream', CUT],
  ])('%s', (_, move) => {
    const { missing, again } = failedOf(move);
    expect([missing.length, again]).toEqual([1, [expect.objectContaining({ kind: 'succeeded' })]]);
  });

  test('and no other runs twice', () => {
    const again = counted([FAILED, CUT].flatMap((move) => failedOf(move).missing.map(listOf)));
    const expected = Object.entries(EACH_ONCE).map(([list, times]) => [list, times + (again[list] ?? 0)]);
    expect(counted(runsOf(lab, OLD, 'imbackup'))).toEqual(Object.fromEntries(expected));
    expect(counted(runsOf(lab, NEW, 'imsrestore'))).toEqual({ [NEW_MAILBOXES]: WAVES * 3, [ADD]: 2 });
  });

  test('and nothing is lost or doubled', () => expect(compareLab(lab, { loginSeparator: '+' })).toEqual([]));
});

describe('a night in which two users fail and a bot dies', () => {
  let night: Night;
  beforeAll(async () => {
    night = await playNight();
  }, 400_000);
  afterAll(() => night[Symbol.asyncDispose]());

  test('ends completed', () => expect(night.ended).toEqual({ kind: 'closed', completed: true }));

  test('tries the users that failed again, and no others', () => {
    const [first, second, ...left] = outcomesOf(night.events, 'move-mailboxes@canary');
    const doneOf = (outcome: typeof first) =>
      outcome?.kind === 'failed' ? outcome.sessionsDone?.length : outcome?.kind;
    expect([first, second].map(doneOf)).toEqual([1, 1]);
    expect(left).toMatchObject([{ kind: 'succeeded' }]);
    expect(night.before).toBe(3 + 2);
  });

  test('moves them to the next wave when somebody else has agreed', () => {
    const assigned = ofType(night.events, 'WaveAssigned').filter(({ reason }) => reason === 'cannot be read');
    expect(assigned.map(({ wave, members, taken }) => [wave, members.count, taken])).toEqual([
      ['canary', 1, 2],
      ['siroe', expect.any(Number), 0],
    ]);
    const asked = ofType(night.events, 'StepRequested').find(({ question }) => question.asks === 'amend');
    const agreed = ofType(night.events, 'StepApproved').filter(({ question }) => question.asks === 'amend');
    expect(agreed).toHaveLength(1);
    expect(agreed[0]?.by.person).not.toBe(asked?.by.person);
  });

  test('does not begin the next wave when more have failed than was allowed', () =>
    expect(night.next).toMatchObject({
      kind: 'refused',
      refusal: { code: 'error-budget-spent', values: { taken: '2', budget: '1', wave: 'siroe' } },
    }));

  test('goes on when somebody else has agreed to resume', () => {
    const agreed = ofType(night.events, 'StepApproved').filter(({ question }) => question.asks === 'resume');
    expect(agreed).toHaveLength(1);
    expect(ofType(night.events, 'RunResumed')).toHaveLength(1);
  });

  test('leaves the sessions of the second wave to the next bot', () => {
    expect(outcomesOf(night.eventsAtDeath)).toEqual([]);
    expect(outcomesOf(night.events)).toMatchObject([{ kind: 'succeeded' }]);
    // The old host is switched off near the end: its last outputs may still lie there then, and that is said.
    const unsaid = night.log.replace(
      /^\{\n {2}en: 'oldmail\S+ cannot be reached, so the outputs.*\n.*\n\} undefined\n/u,
      '',
    );
    expect(unsaid).toBe('');
  });

  test('has no other trouble', () => {
    const troubles: readonly RunEvent['type'][] = ['StepFailed', 'StepOutcomeLost', 'StepUnverified'];
    const steps = night.events.flatMap((event) =>
      'question' in event && troubles.includes(event.type) ? [event.question.step] : [],
    );
    expect(steps).toEqual(['move-mailboxes@canary', 'move-mailboxes@canary']);
  });

  test('runs every session once, but for those that failed', () => {
    const lists = runsOf(night.lab, OLD, 'imbackup');
    expect(counted(lists.slice(night.before))).toEqual(
      Object.fromEntries(Object.keys(EACH_ONCE).map((list) => [list, WAVES - 1])),
    );
    expect(counted(runsOf(night.lab, NEW, 'imsrestore'))).toEqual({ [ADD]: WAVES * 3 + 2 });
  });

  test('loses nothing and doubles nothing', () =>
    expect(compareLab(night.lab, { loginSeparator: '+' })).toEqual([]));
});
