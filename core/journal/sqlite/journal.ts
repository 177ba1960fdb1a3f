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
const runRow = z.object({ run: z.string(), version: z.number(), type: z.string() });

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

/** `changed` is called after every append of this process. */
export function sqliteJournal(db: Database, changed: () => void): Journal {
  const head = (run: RunId) => {
    const row = db.get('SELECT version, hash FROM events WHERE run = ? ORDER BY version DESC LIMIT 1', run);
    return row === undefined ? { version: 0, hash: GENESIS } : headRow.parse(row);
  };

  function insert(run: RunId, expected: number, events: readonly RunEvent[]): Appended {
    const at = head(run);
    if (at.version !== expected) return { kind: 'conflict' };
    let { version, hash } = at;
    for (const event of events) {
      if (event.type === 'RunStarted') takeHolds(run, holdsOf(event));
      const payload = encodeEvent(event);
      const previous = hash;
      version += 1;
      hash = linkHash(previous, {
        run,
        version,
        type: event.type,
        eventVersion: EVENT_VERSION,
        engine: ENGINE,
        payload,
      });
      db.run(
        'INSERT INTO events (run, version, type, event_version, engine, payload, previous, hash) VALUES (?,?,?,?,?,?,?,?)',
        run,
        version,
        event.type,
        EVENT_VERSION,
        ENGINE,
        payload,
        previous,
        hash,
      );
      if (ENDINGS.has(event.type)) db.run('DELETE FROM holds WHERE run = ?', run);
    }
    return { kind: 'appended', version, head: hash };
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
        const appended = await db.write(() => insert(run, expected, events));
        if (appended.kind === 'appended') changed();
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
        .all('SELECT * FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?', sequence, limit)
        .map(parse);
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
        if (row.version !== version) return { version, because: `event ${version} is missing` };
        if (row.previous !== hash) return { version, because: 'it does not follow the event before it' };
        hash = linkHash(row.previous, {
          run: row.run,
          version,
          type: row.type,
          eventVersion: row.event_version,
          engine: row.engine,
          payload: row.payload,
        });
        if (row.hash !== hash) return { version, because: 'its content was changed after it was written' };
      }
      return null;
    },
  };
}
