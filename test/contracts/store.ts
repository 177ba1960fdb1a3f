import { expect, test } from 'vitest';

import type { Store } from '#core/journal/store.ts';
import type { RunEvent } from '#core/run/events.ts';
import type { By } from '#core/run/question.ts';

const by: By = { person: 'aiko', account: { kind: 'os', login: 'aiko' }, via: 'terminal' };
const at = '2026-11-21T00:00:00.000Z';
export const started = (
  run: string,
  hosts: string[] = [],
  channel: string | null = null,
  lab: string | null = null,
): RunEvent => ({
  type: 'RunStarted',
  run,
  plan: { runbook: 'a/b', planHash: 'p', procedureHash: 'q', steps: [], hosts },
  target: lab === null ? { kind: 'site' } : { kind: 'lab', name: lab },
  channel,
  by,
  at,
});
export const note = (text: string): RunEvent => ({ type: 'NoteAdded', text, by, at });
const aborted: RunEvent = { type: 'RunAborted', reason: 'r', at };

/** The contract of every store. `open` gives a second connection to the same data. */
export function storeContract(open: () => Promise<{ store: Store; again: () => Store }>): void {
  const withStore = async (work: (store: Store, again: () => Store) => Promise<void>) => {
    const { store, again } = await open();
    try {
      await work(store, again);
    } finally {
      await store.close();
    }
  };

  test('events come back in order, as they were appended', () =>
    withStore(async ({ journal }) => {
      expect(await journal.append('r-1', 0, [started('r-1'), note('一つ目')])).toMatchObject({
        kind: 'appended',
        version: 2,
      });
      expect(await journal.append('r-1', 2, [note('b')])).toMatchObject({ kind: 'appended', version: 3 });
      const events = await journal.read('r-1');
      expect(events.map((e) => e.version)).toEqual([1, 2, 3]);
      expect(events.map((e) => e.event)).toEqual([started('r-1'), note('一つ目'), note('b')]);
      expect((await journal.read('r-1', 2)).map((e) => e.event)).toEqual([note('b')]);
    }));

  test('an append at another version than the last changes nothing', () =>
    withStore(async ({ journal }) => {
      await journal.append('r-1', 0, [started('r-1')]);
      expect(await journal.append('r-1', 0, [note('x')])).toEqual({ kind: 'conflict' });
      expect(await journal.append('r-1', 2, [note('x')])).toEqual({ kind: 'conflict' });
      expect(await journal.read('r-1')).toHaveLength(1);
    }));

  test('of two that append at the same version one wins', () =>
    withStore(async (store, again) => {
      const other = again();
      await store.journal.append('r-1', 0, [started('r-1')]);
      const answers = await Promise.all([
        store.journal.append('r-1', 1, [note('a')]),
        other.journal.append('r-1', 1, [note('b')]),
      ]);
      expect(answers.map((a) => a.kind).toSorted()).toEqual(['appended', 'conflict']);
      await other.close();
    }));

  test('one event after the other makes one chain, whoever appends', () =>
    withStore(async ({ journal }, again) => {
      const other = again();
      await journal.append('r-1', 0, [started('r-1')]);
      expect(await journal.append('r-1', 1, [note('a')])).toMatchObject({ kind: 'appended', version: 2 });
      expect(await other.journal.append('r-1', 2, [note('b')])).toMatchObject({
        kind: 'appended',
        version: 3,
      });
      expect(await journal.append('r-1', 2, [note('late')])).toEqual({ kind: 'conflict' });
      expect(await journal.append('r-1', 3, [note('c')])).toMatchObject({ kind: 'appended', version: 4 });
      expect(await other.journal.append('r-1', 3, [note('late')])).toEqual({ kind: 'conflict' });
      expect((await journal.read('r-1', 1)).map(({ event }) => event)).toEqual(['a', 'b', 'c'].map(note));
      expect(await journal.audit('r-1')).toBeNull();
      await other.close();
    }));

  test('an open run keeps its hosts and its channel to itself, and gives them back at its end', () =>
    withStore(async ({ journal }) => {
      await journal.append('r-1', 0, [started('r-1', ['mail'], 'C1')]);
      expect(await journal.append('r-2', 0, [started('r-2', ['mail'])])).toEqual({
        kind: 'held',
        hold: 'host:mail',
        run: 'r-1',
      });
      expect(await journal.append('r-2', 0, [started('r-2', ['web'], 'C1')])).toEqual({
        kind: 'held',
        hold: 'channel:C1',
        run: 'r-1',
      });
      expect(await journal.read('r-2')).toEqual([]);
      await journal.append('r-1', 1, [aborted]);
      expect(await journal.append('r-2', 0, [started('r-2', ['mail'], 'C1')])).toMatchObject({
        kind: 'appended',
      });
    }));

  test('a refused start holds none of the hosts that were free', () =>
    withStore(async ({ journal }) => {
      await journal.append('r-1', 0, [started('r-1', ['b'])]);
      await journal.append('r-2', 0, [started('r-2', ['a', 'b'])]);
      expect(await journal.append('r-3', 0, [started('r-3', ['a'])])).toMatchObject({ kind: 'appended' });
    }));

  test('a host of a rehearsal is another than the host of that name on the site', () =>
    withStore(async ({ journal }) => {
      await journal.append('r-1', 0, [started('r-1', ['mail'])]);
      expect(await journal.append('r-2', 0, [started('r-2', ['mail'], null, 'lab-1')])).toMatchObject({
        kind: 'appended',
      });
    }));

  test('a follower sees the events of every run in one order', () =>
    withStore(async ({ journal }) => {
      await journal.append('r-1', 0, [started('r-1')]);
      await journal.append('r-2', 0, [started('r-2')]);
      await journal.append('r-1', 1, [note('x')]);
      const all = await journal.since(0, 100);
      expect(all.map((e) => e.run)).toEqual(['r-1', 'r-2', 'r-1']);
      const second = all[1];
      expect((await journal.since(second?.sequence ?? 0, 100)).map(({ run }) => run)).toEqual(['r-1']);
      expect(await journal.since(0, 2)).toHaveLength(2);
    }));

  test('runs are listed newest first, with whether they are open', () =>
    withStore(async ({ journal }) => {
      await journal.append('r-1', 0, [started('r-1'), aborted]);
      await journal.append('r-2', 0, [started('r-2')]);
      expect(await journal.runs()).toEqual([
        { run: 'r-2', version: 1, open: true },
        { run: 'r-1', version: 2, open: false },
      ]);
    }));

  test('run ids count up by prefix', () =>
    withStore(async ({ journal }) => {
      expect(await journal.nextRunId('sims')).toBe('sims-0001');
      expect(await journal.nextRunId('sims')).toBe('sims-0002');
      expect(await journal.nextRunId('gmax')).toBe('gmax-0001');
    }));

  test('an untouched journal passes its audit', () =>
    withStore(async ({ journal }) => {
      await journal.append('r-1', 0, [started('r-1'), note('x'), note('y')]);
      expect(await journal.audit('r-1')).toBeNull();
    }));

  test('a document is found by the hash of its bytes', () =>
    withStore(async ({ documents }) => {
      const hash = await documents.put(Buffer.from('abc'));
      expect(hash).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
      expect(Buffer.from(await documents.get(hash)).toString()).toBe('abc');
      await expect(documents.get('00')).rejects.toMatchObject({ code: 'document-missing' });
    }));

  test('a lease belongs to one holder until it is released', () =>
    withStore(async ({ leases }) => {
      expect(await leases.take('r-1', 'bot-a')).toBe('taken');
      expect(await leases.take('r-1', 'bot-a')).toBe('kept');
      expect(await leases.take('r-1', 'bot-b')).toBeNull();
      expect(await leases.holder('r-1')).toBe('bot-a');
      await leases.release('r-1', 'bot-b');
      expect(await leases.holder('r-1')).toBe('bot-a');
      await leases.release('r-1', 'bot-a');
      expect(await leases.take('r-1', 'bot-b')).toBe('taken');
    }));

  test('who left is not counted among those that are there, and holds no lease', () =>
    withStore(async ({ leases }) => {
      await leases.present('bot-a');
      await leases.take('r-1', 'bot-a');
      expect(await leases.others('me')).toEqual(['bot-a']);
      expect(await leases.others('bot-a')).toEqual([]);
      await leases.leave('bot-a');
      expect(await leases.others('me')).toEqual([]);
      expect(await leases.holder('r-1')).toBeNull();
    }));

  test('progress keeps the last report of each session', () =>
    withStore(async ({ progress }) => {
      const report = {
        operation: 'do.1',
        session: '01',
        bytes: 1,
        tail: ['a'],
        startedAt: at,
        updatedAt: at,
      };
      await progress.report('r-1', report);
      await progress.report('r-1', { ...report, bytes: 2 });
      await progress.report('r-1', { ...report, session: null });
      expect((await progress.of('r-1')).map((p) => [p.session, p.bytes])).toEqual([
        [null, 1],
        ['01', 2],
      ]);
      await progress.clear('r-1');
      expect(await progress.of('r-1')).toEqual([]);
    }));

  test('cards and languages are remembered', () =>
    withStore(async ({ cards, preferences }) => {
      await cards.set('r-1', 'run', { channel: 'C', ts: '1', drawn: 'h' });
      await cards.set('r-1', 'run', { channel: 'C', ts: '2', drawn: 'i' });
      expect(await cards.get('r-1', 'run')).toEqual({ subject: 'run', channel: 'C', ts: '2', drawn: 'i' });
      expect(await cards.get('r-1', 'step')).toBeNull();
      expect(await preferences.language('aiko')).toBeNull();
      await preferences.setLanguage('aiko', 'ja');
      expect(await preferences.language('aiko')).toBe('ja');
    }));

  test('an append of another connection is noticed', () =>
    withStore(async (store, again) => {
      const other = again();
      const noticed = new Promise<string>((resolve) => void store.watch(() => resolve('noticed')));
      await other.journal.append('r-1', 0, [started('r-1')]);
      expect(await noticed).toBe('noticed');
      await other.close();
    }));
}
