// Appends to the journal, each durable by itself, beside the bare insert that every one of them comes down to.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { openSqliteStore } from '#core/journal/index.ts';
import { type RunEvent, verbatim } from '#core/run/index.ts';

import { type Comparison, compared } from './comparison.ts';

const APPENDS_PER_ROUND = 250;
const RUN = 'benchmark-0001';
const GOAL = { ratio: 0.9, is: 'at least' } as const;

const EVENT: RunEvent = {
  type: 'OperationEnded',
  claim: 'a1b2c3d4e5',
  operation: 'do.1',
  outcome: { kind: 'succeeded', evidence: [], detail: verbatim('It printed nothing.') },
  by: null,
  note: null,
  at: '2001-09-09T01:46:40.000Z',
};

export async function measureJournal(rounds: number): Promise<readonly Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'watari-benchmark-'));
  try {
    await using store = openSqliteStore(join(folder, 'ours', 'journal.sqlite'));
    let version = 0;
    const ours = async () => {
      const appended = await store.journal.append(RUN, version, [EVENT]);
      if (appended.kind !== 'appended') throw new Error(`the append ended in ${appended.kind}`);
      version = appended.version;
    };
    await ours();
    using bare = openBareInsert(join(folder, 'bare.sqlite'), join(folder, 'ours', 'journal.sqlite'));
    const [own, theirs]: [number[], number[]] = [[], []];
    for (let round = 0; round <= rounds; round += 1) {
      // oxlint-disable no-await-in-loop -- in turns, so that what else the machine does hits both alike
      const first = round % 2 === 0 ? await rateOf(ours) : null;
      const theirRate = await rateOf(() => bare.insert());
      const ownRate = first ?? (await rateOf(ours));
      // oxlint-enable no-await-in-loop
      // The first round warms up.
      if (round === 0) continue;
      own.push(ownRate);
      theirs.push(theirRate);
    }
    return [
      compared(
        {
          benchmark: 'journal',
          measures: 'appends of one event, each durable (synchronous=FULL), a second',
          unit: 'appends/s',
          goal: GOAL,
        },
        own,
        { name: 'node:sqlite', samples: theirs },
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function rateOf(append: () => void | Promise<void>): Promise<number> {
  const began = performance.now();
  // oxlint-disable-next-line no-await-in-loop -- each waits for the one before, as in a run
  for (let done = 0; done < APPENDS_PER_ROUND; done += 1) await append();
  return (APPENDS_PER_ROUND * 1000) / (performance.now() - began);
}

/**
 * The journal's own row, copied from its own file, inserted into the same tables with the same settings by a prepared
 * statement: no chain, no check, no transaction besides the statement's own.
 */
function openBareInsert(file: string, journal: string): Disposable & { insert(): void } {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;');
  const source = new DatabaseSync(journal, { readOnly: true });
  const { sql } = source.prepare("SELECT sql FROM sqlite_schema WHERE name = 'events'").get() ?? {};
  const row = source.prepare('SELECT * FROM events').get() ?? {};
  source.close();
  db.exec(String(sql));
  const columns = Object.keys(row).filter((name) => name !== 'sequence');
  const statement = db.prepare(
    `INSERT INTO events (${columns.join()}) VALUES (${columns.map(() => '?').join()})`,
  );
  const at = columns.indexOf('version');
  const values = columns.map((name) => row[name] ?? null);
  let version = 0;
  return {
    insert() {
      version += 1;
      values[at] = version;
      statement.run(...values);
    },
    [Symbol.dispose]: () => db.close(),
  };
}
