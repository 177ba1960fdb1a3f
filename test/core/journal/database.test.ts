import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, test } from 'vitest';

import { openSqliteStore } from '#core/journal/index.ts';
import { Database } from '#core/journal/sqlite/database.ts';

const folder = mkdtempSync(join(tmpdir(), 'watari-database-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const freshPath = () => join(folder, `${files++}.sqlite`);

test('a full disk is a fault that passes: nothing of the transaction is there, and the next one is whole', async () => {
  const db = new Database(freshPath());
  const pages = Number(db.value('PRAGMA page_count'));
  db.get(`PRAGMA max_page_count = ${pages}`);
  const put = (hash: string, size: number) =>
    db.write(() => {
      db.run('INSERT INTO holds (hold, run) VALUES (?, ?)', `host:${hash}`, hash);
      db.run('INSERT INTO documents (hash, bytes) VALUES (?, ?)', hash, Buffer.alloc(size));
    });
  await expect(put('big', 1024 * 1024)).rejects.toMatchObject({ code: 'store-unusable' });
  expect(db.all('SELECT * FROM holds')).toEqual([]);
  db.get('PRAGMA max_page_count = 1000000');
  await put('big', 1024 * 1024);
  expect(db.all('SELECT run FROM holds')).toEqual([{ run: 'big' }]);
  db.close();
});

test.each([
  ['was deleted', (path: string) => rmSync(path)],
  [
    'has another one in its place',
    (path: string) => {
      const other = freshPath();
      void openSqliteStore(other).close();
      renameSync(other, path);
    },
  ],
])('nothing more is written once the file %s', async (_what, change) => {
  const path = freshPath();
  const store = openSqliteStore(path);
  await store.preferences.setLanguage('aiko', 'ja');
  change(path);
  await expect(store.preferences.setLanguage('aiko', 'en')).rejects.toMatchObject({ code: 'store-unusable' });
  await expect(store.journal.nextRunId('sims')).rejects.toMatchObject({ code: 'store-unusable' });
  await store.close();
});

test('what is our own mistake is no fault', async () => {
  const db = new Database(':memory:');
  await expect(db.write(() => db.run('INSERT INTO nowhere VALUES (1)'))).rejects.toThrow(/no such table/u);
  expect(() => db.run("INSERT INTO holds (hold, run) VALUES ('a', NULL)")).toThrow(/NOT NULL/u);
  db.close();
});
