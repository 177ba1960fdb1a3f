import { z } from 'zod';

import { Fault } from '../../errors.ts';
import { sha256 } from '../../plan/sha256.ts';
import type { Cards, Documents, Leases, Preferences, Progress } from '../store.ts';
import type { Database } from './database.ts';

/** Seconds that a lease or a presence holds without being renewed. */
export const LEASE_SECONDS = 10;
const NOW = "unixepoch('subsec')";
/** What runs for much longer than a term was written before the clock was put back: nobody may be there any more. */
const HOLDS = `until BETWEEN ${NOW} AND ${NOW} + ${2 * LEASE_SECONDS}`;

export const sqliteDocuments = (db: Database): Documents => ({
  async put(bytes) {
    const hash = sha256(bytes);
    await db.write(() => db.run('INSERT OR IGNORE INTO documents (hash, bytes) VALUES (?, ?)', hash, bytes));
    return hash;
  },
  async get(hash) {
    const bytes = db.get('SELECT bytes FROM documents WHERE hash = ?', hash)?.['bytes'];
    if (!(bytes instanceof Uint8Array))
      throw new Fault('document-missing', 'reading a document', `there is none with the hash ${hash}`);
    // A plan that somebody changed in here is not the one that people approved.
    if (sha256(bytes) !== hash)
      throw new Fault('journal-corrupt', 'reading a document', `its bytes are not those of the hash ${hash}`);
    return bytes;
  },
});

const presence = z.object({ holder: z.string() });
const progressRow = z.object({ report: z.string() });

export const sqliteLeases = (db: Database): Leases => ({
  async take(run, holder) {
    const keep = `UPDATE leases SET until = ${NOW} + ${LEASE_SECONDS} WHERE run = ? AND holder = ? AND ${HOLDS}`;
    const take = `INSERT INTO leases (run, holder, until) VALUES (?1, ?2, ${NOW} + ${LEASE_SECONDS})
      ON CONFLICT (run) DO UPDATE SET holder = ?2, until = ${NOW} + ${LEASE_SECONDS} WHERE holder = ?2 OR NOT (${HOLDS})`;
    return db.write(() => {
      if (db.run(keep, run, holder) === 1) return 'kept';
      return db.run(take, run, holder) === 1 ? 'taken' : null;
    });
  },
  async release(run, holder) {
    await db.write(() => db.run('DELETE FROM leases WHERE run = ? AND holder = ?', run, holder));
  },
  async holder(run) {
    return db.value(`SELECT holder FROM leases WHERE run = ? AND ${HOLDS}`, run) ?? null;
  },
  async present(holder) {
    const sql = `INSERT INTO presences (holder, until) VALUES (?, ${NOW} + ${LEASE_SECONDS})
      ON CONFLICT (holder) DO UPDATE SET until = excluded.until`;
    await db.write(() => db.run(sql, holder));
  },
  async others(holder) {
    return db
      .all(`SELECT holder FROM presences WHERE holder <> ? AND ${HOLDS} ORDER BY holder`, holder)
      .map((row) => presence.parse(row).holder);
  },
  async leave(holder) {
    await db.write(() => {
      db.run('DELETE FROM presences WHERE holder = ?', holder);
      db.run('DELETE FROM leases WHERE holder = ?', holder);
    });
  },
});

const count = z.number().optional();
const report = z.object({
  claim: z.string().optional(),
  operation: z.string(),
  session: z.string().nullable(),
  bytes: z.number(),
  tail: z.array(z.string()),
  counted: z.object({ users: count, messages: count, bytes: count }).optional(),
  ended: z.enum(['succeeded', 'failed', 'lost']).optional(),
  startedAt: z.string(),
  updatedAt: z.string(),
});

export const sqliteProgress = (db: Database, changed: () => void): Progress => ({
  async report(run, progress) {
    const sql = `INSERT INTO progress (run, operation, session, report) VALUES (?, ?, ?, ?)
      ON CONFLICT (run, operation, session) DO UPDATE SET report = excluded.report`;
    await db.write(() =>
      db.run(sql, run, progress.operation, progress.session ?? '', JSON.stringify(progress)),
    );
    changed();
  },
  async of(run) {
    return db
      .all('SELECT report FROM progress WHERE run = ? ORDER BY operation, session', run)
      .map((row) => report.parse(JSON.parse(progressRow.parse(row).report)));
  },
  async clear(run) {
    await db.write(() => db.run('DELETE FROM progress WHERE run = ?', run));
  },
});

const card = z.object({ subject: z.string(), channel: z.string(), ts: z.string(), drawn_hash: z.string() });

export const sqliteCards = (db: Database): Cards => {
  const all = (run: string) =>
    db
      .all('SELECT subject, channel, ts, drawn_hash FROM slack_messages WHERE run = ? ORDER BY ts', run)
      .map((row) => {
        const { drawn_hash: drawn, ...place } = card.parse(row);
        return { ...place, drawn };
      });
  return {
    async get(run, subject) {
      return all(run).find((place) => place.subject === subject) ?? null;
    },
    async set(run, subject, place) {
      const sql = `INSERT INTO slack_messages (run, subject, channel, ts, drawn_hash) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (run, subject) DO UPDATE SET channel = excluded.channel, ts = excluded.ts, drawn_hash = excluded.drawn_hash`;
      await db.write(() => db.run(sql, run, subject, place.channel, place.ts, place.drawn));
    },
    async all(run) {
      return all(run);
    },
  };
};

const language = z.enum(['en', 'ja']);

export const sqlitePreferences = (db: Database): Preferences => ({
  async language(person) {
    const stored = db.get('SELECT language FROM preferences WHERE person = ?', person)?.['language'];
    return stored === undefined ? null : language.parse(stored);
  },
  async setLanguage(person, chosen) {
    const sql =
      'INSERT INTO preferences (person, language) VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET language = excluded.language';
    await db.write(() => db.run(sql, person, chosen));
  },
});
