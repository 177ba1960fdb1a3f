import { describe, expect, test } from 'vitest';

import type { RunCommand } from '#core/run/index.ts';
import { handle } from '#core/runner/handle.ts';
import { Ledger } from '#core/runner/ledger.ts';

import { Scene, aiko, ben, fastClock } from './engines.ts';
import { planOf } from './plans.ts';

const at = '2026-11-21T01:00:00.000Z';
const note = (text: string): RunCommand => ({ type: 'AddNote', text, by: ben, at });

/** A scene with a run, and its journal as a ledger sees it. */
async function opened() {
  const scene = new Scene(planOf([{}]));
  await scene.start(scene.engine('terminal'));
  return { scene, ledger: new Ledger(scene.store.journal, fastClock) };
}

describe('handling a command', () => {
  test('appends what was decided and says where the run stands', async () => {
    const { scene, ledger } = await opened();
    await using _ = scene;
    const { decision, events, standing } = await handle(ledger, scene.run, [note('one')]);
    expect(decision.kind).toBe('accepted');
    expect(events).toMatchObject([{ type: 'NoteAdded', text: 'one' }]);
    expect(standing).toMatchObject({ version: 2, state: { status: 'open' } });
    expect(standing.head).toBe((await scene.store.journal.read(scene.run)).at(-1)?.hash);
  });

  test('leaves the journal as it is when the answer is no', async () => {
    const { scene, ledger } = await opened();
    await using _ = scene;
    const { decision, events } = await handle(ledger, scene.run, [note(' ')]);
    expect(decision).toMatchObject({ kind: 'refused', refusal: { code: 'text-needed' } });
    expect(events).toEqual([]);
    expect(await scene.types()).toEqual(['RunStarted']);
  });

  test('appends several commands at once, up to the first that is not accepted', async () => {
    const { scene, ledger } = await opened();
    await using _ = scene;
    let appends = 0;
    const { journal } = scene.store;
    const counted = new Ledger(
      {
        ...journal,
        append: (...args) => {
          appends += 1;
          return journal.append(...args);
        },
      },
      ledger.clock,
    );
    const handled = await handle(counted, scene.run, [note('one'), note('two'), note(''), note('four')]);
    expect(handled.events).toMatchObject([{ text: 'one' }, { text: 'two' }]);
    expect(appends).toBe(1);
  });

  test('decides again when somebody else appended first', async () => {
    const { scene, ledger } = await opened();
    await using _ = scene;
    const { journal } = scene.store;
    let isFirst = true;
    const racing = new Ledger(
      {
        ...journal,
        append: async (run, expected, events) => {
          if (isFirst) {
            isFirst = false;
            await handle(ledger, run, [{ type: 'PauseRun', reason: 'smoke', by: ben, at }]);
          }
          return journal.append(run, expected, events);
        },
      },
      ledger.clock,
    );
    const request: RunCommand = {
      type: 'RequestStep',
      asks: 'carry-out',
      retry: false,
      shown: 's1',
      reason: null,
      by: aiko,
      at,
    };
    expect((await handle(racing, scene.run, [request])).decision).toMatchObject({
      refusal: { code: 'run-is-paused' },
    });
    expect(await scene.types()).toEqual(['RunStarted', 'RunPaused']);
  });

  test('keeps everything that many people say at once', async () => {
    const { scene } = await opened();
    await using _ = scene;
    const ledgers = Array.from({ length: 20 }, () => new Ledger(scene.store.journal, fastClock));
    await Promise.all(ledgers.map((ledger, index) => handle(ledger, scene.run, [note(`note ${index}`)])));
    expect((await scene.types()).filter((type) => type === 'NoteAdded')).toHaveLength(20);
    expect(await scene.store.journal.audit(scene.run)).toBeNull();
  });

  test('gives up with a Fault after too many lost races', async () => {
    const { scene, ledger } = await opened();
    await using _ = scene;
    const losing = new Ledger(
      { ...scene.store.journal, append: async () => ({ kind: 'conflict' }) },
      ledger.clock,
    );
    await expect(handle(losing, scene.run, [note('one')])).rejects.toMatchObject({ code: 'journal-busy' });
  });
});

describe('the ledger', () => {
  test('reads only what is new', async () => {
    const { scene, ledger } = await opened();
    await using _ = scene;
    const { journal } = scene.store;
    const asked: (number | undefined)[] = [];
    const watched = new Ledger(
      {
        ...journal,
        read: (run, after) => {
          asked.push(after);
          return journal.read(run, after);
        },
      },
      ledger.clock,
    );
    await watched.read(scene.run);
    await handle(ledger, scene.run, [note('one'), note('two')]);
    const standing = await watched.read(scene.run);
    expect(asked).toEqual([0, 1]);
    expect(standing).toEqual(await ledger.read(scene.run));
  });

  test('knows a run that never was', async () => {
    const { scene, ledger } = await opened();
    await using _ = scene;
    expect(await ledger.read('sims-9999')).toEqual({
      version: 0,
      head: '',
      state: { status: 'not-started' },
    });
  });
});
