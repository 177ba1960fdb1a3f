import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterAll, describe, expect, test } from 'vitest';

import { openSqliteStore } from '#core/journal/index.ts';
import { note, started, storeContract } from '#test/contracts/store.ts';

const folder = mkdtempSync(join(tmpdir(), 'watari-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const freshPath = () => join(folder, `${files++}.sqlite`);

describe('the SQLite store', () => {
  storeContract(async () => {
    const path = freshPath();
    return { store: openSqliteStore(path), again: () => openSqliteStore(path) };
  });
});

describe('the audit', () => {
  const tampered = async (sql: string) => {
    const path = freshPath();
    await using store = openSqliteStore(path);
    await store.journal.append('r-1', 0, [started('r-1'), note('x'), note('y')]);
    const outside = new DatabaseSync(path);
    outside.exec(sql);
    outside.close();
    return await store.journal.audit('r-1');
  };

  test.each([
    [
      'a changed word',
      `UPDATE events SET payload = replace(payload, '"x"', '"z"') WHERE version = 2`,
      2,
      'content-changed',
    ],
    ['a changed type', `UPDATE events SET type = 'RunPaused' WHERE version = 2`, 2, 'content-changed'],
    ['an event taken out of the middle', `DELETE FROM events WHERE version = 2`, 2, 'event-missing'],
    [
      'an event with a new hash of its own',
      `UPDATE events SET hash = '${'a'.repeat(64)}' WHERE version = 2`,
      2,
      'content-changed',
    ],
    [
      'an event that follows another one',
      `UPDATE events SET previous = '${'a'.repeat(64)}' WHERE version = 3`,
      3,
      'not-following',
    ],
    ['a changed engine', `UPDATE events SET engine = 'other' WHERE version = 3`, 3, 'content-changed'],
  ])('finds %s', async (_what, sql, version, because) => {
    expect(await tampered(sql)).toEqual({ version, because });
  });
});

describe('a lease', () => {
  const stored = async (until: string) => {
    const path = freshPath();
    await using store = openSqliteStore(path);
    await store.leases.take('r-1', 'bot-a');
    await store.leases.present('bot-a');
    const outside = new DatabaseSync(path);
    for (const table of ['leases', 'presences'])
      outside.exec(`UPDATE ${table} SET until = unixepoch('subsec') ${until}`);
    outside.close();
    return {
      holder: await store.leases.holder('r-1'),
      bots: await store.leases.others('me'),
      kept: await store.leases.take('r-1', 'bot-a'),
    };
  };

  test('that was renewed in time holds', async () =>
    expect(await stored('+ 1')).toEqual({ holder: 'bot-a', bots: ['bot-a'], kept: 'kept' }));

  test('that was not renewed in time may have been somebody else’s meanwhile', async () =>
    expect(await stored('- 1')).toEqual({ holder: null, bots: [], kept: 'taken' }));

  test('from before the clock was put back does not hold for as long as the clock was put back', async () =>
    expect(await stored('+ 3600')).toEqual({ holder: null, bots: [], kept: 'taken' }));
});

describe('reading', () => {
  test.each([
    ['an unknown event type', `UPDATE events SET payload = '{"type":"Nonsense"}' WHERE version = 1`],
    ['text that is no JSON', `UPDATE events SET payload = '{' WHERE version = 1`],
    ['a shape from the future', `UPDATE events SET event_version = 99 WHERE version = 1`],
  ])('stops at %s', async (_what, sql) => {
    const path = freshPath();
    await using store = openSqliteStore(path);
    await store.journal.append('r-1', 0, [started('r-1')]);
    const outside = new DatabaseSync(path);
    outside.exec(sql);
    outside.close();
    await expect(store.journal.read('r-1')).rejects.toMatchObject({ code: 'journal-corrupt' });
  });

  test('a document that is not the one its hash says is refused', async () => {
    const path = freshPath();
    await using store = openSqliteStore(path);
    const hash = await store.documents.put(Buffer.from('im.server stop'));
    const outside = new DatabaseSync(path);
    outside.exec(`UPDATE documents SET bytes = CAST('rm -rf /' AS BLOB)`);
    outside.close();
    await expect(store.documents.get(hash)).rejects.toMatchObject({ code: 'journal-corrupt' });
  });

  test('a file of a newer layout is refused and left alone', () => {
    const path = freshPath();
    const newer = new DatabaseSync(path);
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    expect(() => openSqliteStore(path)).toThrow(/layout 99 is newer/);
  });
});
