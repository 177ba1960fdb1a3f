import { z } from 'zod';

import type { RunEvent } from '../../run/events.ts';
import type { RunId } from '../../run/question.ts';
import { GENESIS, linkHash } from '../chain.ts';
import { ENGINE, EVENT_VERSION, decodeEvent, encodeEvent } from '../codec.ts';
import type { Appended, Journal, JournaledEvent } from '../journal.ts';
import type { Database } from './database.ts';

const eventRow = z.object({
  sequence: z.number(),
  run: z.string(),
  version: z.number(),
  type: z.string(),
  event_version: z.number(),
  engine: z.string(),
  payload: z.string(),
  previous: z.string(),
  hash: z.string(),
});
const headRow = z.object({ version: z.number(), hash: z.string() });
const placeRow = z.object({ sequence: z.number(), run: z.string() });
const runRow = z.object({ run: z.string(), version: z.number(), type: z.string() });

const COLUMNS = 'run, version, type, event_version, engine, payload, previous, hash';
const INSERT = `INSERT INTO events (${COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`;
/** Only where the chain still ends in the hash that the new event follows. */
const INSERT_NEXT = `INSERT INTO events (${COLUMNS}) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
  WHERE (SELECT hash FROM events WHERE run = ?1 ORDER BY version DESC LIMIT 1) = ?7`;

const ENDINGS: ReadonlySet<string> = new Set<RunEvent['type']>(['RunCompleted', 'RunAborted']);

/** What must belong to one open run alone. A rehearsal's hosts are not the site's. */
function holdsOf(event: Extract<RunEvent, { type: 'RunStarted' }>): string[] {
  const place = event.target.kind === 'lab' ? `lab:${event.target.name}:` : '';
  const hosts = event.plan.hosts.map((host) => `host:${place}${host}`);
  return event.channel === null ? hosts : [...hosts, `channel:${event.channel}`];
}

/** Thrown inside the transaction to undo it; never leaves this file. */
class Held extends Error {
  readonly hold: string;
  readonly run: RunId;
  constructor(hold: string, run: RunId) {
    super(hold);
    this.hold = hold;
    this.run = run;
  }
}

type Head = { readonly version: number; readonly hash: string };
const appendedAt = ({ version, hash }: Head): Appended => ({ kind: 'appended', version, head: hash });

/** Holds come and go with a run's first and last event, in one transaction with it. */
const isMoreThanARow = ({ type }: RunEvent): boolean => type === 'RunStarted' || ENDINGS.has(type);

/** The row of the event that follows, in the order of the columns. */
function rowAfter(at: Head, run: RunId, event: RunEvent) {
  const { type } = event;
  const version = at.version + 1;
  const payload = encodeEvent(event);
  const link = { run, version, type, eventVersion: EVENT_VERSION, engine: ENGINE, payload };
  const hash = linkHash(at.hash, link);
  return { hash, values: [run, version, type, EVENT_VERSION, ENGINE, payload, at.hash, hash] };
}

/** `changed` is called after every append of this process. */
export function sqliteJournal(db: Database, changed: () => void): Journal {
  const head = (run: RunId) => {
    const row = db.get('SELECT version, hash FROM events WHERE run = ? ORDER BY version DESC LIMIT 1', run);
    return row === undefined ? { version: 0, hash: GENESIS } : headRow.parse(row);
  };

  function insert(run: RunId, expected: number, events: readonly RunEvent[]): Appended {
    let at = head(run);
    if (at.version !== expected) return { kind: 'conflict' };
    for (const event of events) {
      if (event.type === 'RunStarted') takeHolds(run, holdsOf(event));
      const { hash, values } = rowAfter(at, run, event);
      db.run(INSERT, ...values);
      at = { version: at.version + 1, hash };
      if (ENDINGS.has(event.type)) db.run('DELETE FROM holds WHERE run = ?', run);
    }
    return appendedAt(at);
  }

  /** What this process appended last, by run: an event that is one row alone then needs no look before it. */
  const heads = new Map<RunId, Head>();

  async function insertNext(at: Head, run: RunId, event: RunEvent): Promise<Appended> {
    const { hash, values } = rowAfter(at, run, event);
    const rows = await db.writeOne(INSERT_NEXT, ...values);
    return rows === 0 ? { kind: 'conflict' } : appendedAt({ version: at.version + 1, hash });
  }

  function takeHolds(run: RunId, holds: readonly string[]): void {
    for (const hold of holds) {
      db.run('INSERT OR IGNORE INTO holds (hold, run) VALUES (?, ?)', hold, run);
      const owner = db.value('SELECT run FROM holds WHERE hold = ?', hold);
      if (owner !== undefined && owner !== run) throw new Held(hold, owner);
    }
  }

  const parse = (row: unknown): JournaledEvent => {
    const r = eventRow.parse(row);
    const event = decodeEvent(r.payload, r.event_version, `event ${r.version} of run ${r.run}`);
    return { sequence: r.sequence, run: r.run, version: r.version, event, hash: r.hash };
  };

  return {
    async append(run, expected, events) {
      try {
        const [event] = events;
        const at = heads.get(run);
        const isNext = events.length === 1 && at?.version === expected;
        const appended =
          isNext && event !== undefined && !isMoreThanARow(event)
            ? await insertNext(at, run, event)
            : await db.write(() => insert(run, expected, events));
        if (appended.kind !== 'appended') return appended;
        heads.set(run, { version: appended.version, hash: appended.head });
        changed();
        return appended;
      } catch (error) {
        if (error instanceof Held) return { kind: 'held', hold: error.hold, run: error.run };
        throw error;
      }
    },
    async read(run, after = 0) {
      return db
        .all('SELECT * FROM events WHERE run = ? AND version > ? ORDER BY version', run, after)
        .map(parse);
    },
    async since(sequence, limit) {
      return db
        .all('SELECT sequence, run FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?', sequence, limit)
        .map((row) => placeRow.parse(row));
    },
    async runs() {
      const newest = `SELECT run, version, type FROM events AS e
        WHERE version = (SELECT max(version) FROM events WHERE run = e.run)
        ORDER BY (SELECT min(sequence) FROM events WHERE run = e.run) DESC`;
      return db.all(newest).map((row) => {
        const r = runRow.parse(row);
        return { run: r.run, version: r.version, open: !ENDINGS.has(r.type) };
      });
    },
    async nextRunId(prefix) {
      const last = await db.write(() =>
        db.value(
          'INSERT INTO run_numbers (prefix, last) VALUES (?, 1) ON CONFLICT (prefix) DO UPDATE SET last = last + 1 RETURNING last',
          prefix,
        ),
      );
      return `${prefix}-${String(last).padStart(4, '0')}`;
    },
    async audit(run) {
      let hash = GENESIS;
      let version = 0;
      for (const raw of db.all('SELECT * FROM events WHERE run = ? ORDER BY version', run)) {
        const row = eventRow.parse(raw);
        version += 1;
        if (row.version !== version) return { version, because: 'event-missing' };
        if (row.previous !== hash) return { version, because: 'not-following' };
        hash = linkHash(row.previous, {
          run: row.run,
          version,
          type: row.type,
          eventVersion: row.event_version,
          engine: row.engine,
          payload: row.payload,
        });
        if (row.hash !== hash) return { version, because: 'content-changed' };
      }
      return null;
    },
  };
}
