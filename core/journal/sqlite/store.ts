import { Fault } from '../../errors.ts';
import type { Store } from '../store.ts';
import { Database } from './database.ts';
import { sqliteJournal } from './journal.ts';
import {
  sqliteCards,
  sqliteDocuments,
  sqliteLeases,
  sqlitePreferences,
  sqliteProgress,
} from './tables-beside.ts';

/** How often a commit of another process is looked for. */
const WATCH_MS = 100;

/**
 * The embedded store: one SQLite file that a bot and terminals use at the same time.
 * `:memory:` gives a store of its own that goes with the process. @throws Fault store-unusable
 */
export function openSqliteStore(path: string): Store {
  const db = new Database(path);
  const watchers = new Set<() => void>();
  const changed = () => {
    for (const callback of watchers) callback();
  };
  let seen = db.dataVersion();
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    const now = versionOf(db);
    if (now === null || now === seen) return;
    seen = now;
    changed();
  };
  const close = async () => {
    clearInterval(timer);
    watchers.clear();
    db.close();
  };
  return {
    journal: sqliteJournal(db, changed),
    documents: sqliteDocuments(db),
    leases: sqliteLeases(db),
    progress: sqliteProgress(db, changed),
    cards: sqliteCards(db),
    preferences: sqlitePreferences(db),
    watch(callback) {
      watchers.add(callback);
      timer ??= setInterval(look, WATCH_MS).unref();
      return () => {
        watchers.delete(callback);
        if (watchers.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Null where the disk does not let it be read just now: whoever reads or writes next is told so. */
function versionOf(db: Database): number | null {
  try {
    return db.dataVersion();
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}
