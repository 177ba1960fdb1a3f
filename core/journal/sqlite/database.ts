import { mkdirSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';

import { Fault } from '../../errors.ts';
import { LAYOUT, TABLES } from './tables.ts';

const SQLITE_BUSY = 5;
/** What a disk, or whoever looks after it, can do to us: PERM, NOMEM, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB. */
const TROUBLE: ReadonlySet<number> = new Set([3, 7, 8, 10, 11, 13, 14, 15, 26]);
/** Magic numbers of statfs(2): NFS, SMB, CIFS, SMB2. WAL needs one machine and working locks. */
const NETWORK_FILE_SYSTEMS: ReadonlySet<number> = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42]);
const BUSY_TRIES = 200;

export type Row = Record<string, SQLInputValue>;

/** One SQLite file, opened for several processes at once. Transactions are short and never held over an await. */
export class Database {
  readonly #db: DatabaseSync;
  readonly #path: string;
  /** The file that was opened, whatever stands at its path later. */
  readonly #file: string;
  readonly #statements = new Map<string, StatementSync>();

  /** `:memory:` for tests. @throws Fault store-unusable */
  constructor(path: string) {
    const doing = `opening the journal ${path}`;
    if (path !== ':memory:') {
      const folder = dirname(path);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      if (NETWORK_FILE_SYSTEMS.has(statfsSync(folder).type))
        throw new Fault(
          'store-unusable',
          doing,
          'it lies on a network file system, where SQLite cannot lock; choose a local folder with WATARI_DATA',
        );
    }
    try {
      // A short blocking wait, then an asynchronous retry: the wait of SQLite itself stops the event loop.
      this.#db = new DatabaseSync(path, { timeout: 100 });
      this.#exclusive(() => {
        this.#db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;');
        this.#db.exec('BEGIN IMMEDIATE');
        const layout = this.#db.prepare('PRAGMA user_version').get()?.['user_version'];
        if (layout === 0) this.#db.exec(`${TABLES} PRAGMA user_version = ${LAYOUT};`);
        this.#db.exec('COMMIT');
        if (typeof layout === 'number' && layout > LAYOUT)
          throw new Error(`its layout ${layout} is newer than this Watari, which knows ${LAYOUT}`);
      });
    } catch (cause) {
      throw unusable(doing, cause);
    }
    this.#path = path;
    this.#file = fileAt(path);
  }

  /** Runs at start-up alone, where blocking for a moment is fine. */
  #exclusive(work: () => void): void {
    for (let attempt = 1; ; attempt++) {
      try {
        return work();
      } catch (error) {
        if (!isBusy(error) || attempt === 50) throw error;
      }
    }
  }

  prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  /** All of `work` or nothing; again from the start while another process writes. @throws Fault store-unusable */
  write<T>(work: () => T): Promise<T> {
    return this.#patiently(() => this.#transaction(work));
  }

  /** One statement that is all there is to write, and so its own transaction. Rows changed. @throws Fault store-unusable */
  writeOne(sql: string, ...values: SQLInputValue[]): Promise<number> {
    return this.#patiently(() => this.run(sql, ...values));
  }

  async #patiently<T>(work: () => T): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        this.#assertThere();
        return work();
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (attempt === BUSY_TRIES)
          throw new Fault(
            'store-unusable',
            'writing to the journal',
            'another process has kept it locked for many seconds',
            { cause: error },
          );
      }
      await delay(1 + Math.random() * Math.min(50, attempt * 5));
    }
  }

  /** What is written to a file that was deleted, or that another one has taken the place of, nobody else would ever see. */
  #assertThere(): void {
    if (fileAt(this.#path) === this.#file) return;
    throw new Fault(
      'store-unusable',
      'writing to the journal',
      `${this.#path} is not the file that was opened: it was moved, deleted or replaced; end this process before you put it back`,
    );
  }

  #transaction<T>(work: () => T): T {
    this.run('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.run('COMMIT');
      return result;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  /** One text or number of one row; undefined without a row. @throws TypeError for a BLOB or NULL */
  value(sql: string, ...values: SQLInputValue[]): string | undefined {
    const [value] = Object.values(this.get(sql, ...values) ?? {});
    if (value === undefined) return undefined;
    if (typeof value !== 'string' && typeof value !== 'number')
      throw new TypeError(`${sql}: neither text nor number`);
    return String(value);
  }
  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return troubled('reading the journal', () => this.prepare(sql).get(...values));
  }
  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return troubled('reading the journal', () => this.prepare(sql).all(...values));
  }
  run(sql: string, ...values: SQLInputValue[]): number {
    return troubled('writing to the journal', () => Number(this.prepare(sql).run(...values).changes));
  }

  /** Changes whenever another connection, in this or any process, has committed. @throws Fault store-unusable */
  dataVersion(): number {
    return Number(this.get('PRAGMA data_version')?.['data_version']);
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }
}

/** Which file stands there; empty where none does, or none is meant to (`:memory:`). */
function fileAt(path: string): string {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return found === undefined ? '' : `${found.dev} ${found.ino}`;
  } catch (error) {
    throw unusable('looking at the journal', error);
  }
}

/** SQLite's primary result code; null for any other error. */
const codeOf = (error: unknown): number | null =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : null;
const isBusy = (error: unknown): boolean => codeOf(error) === SQLITE_BUSY;

/** @throws Fault store-unusable for what is the disk's fault and not ours */
function troubled<T>(doing: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw TROUBLE.has(codeOf(error) ?? 0) ? unusable(doing, error) : error;
  }
}

const unusable = (doing: string, cause: unknown): Fault =>
  new Fault('store-unusable', doing, cause instanceof Error ? cause.message : String(cause), { cause });
