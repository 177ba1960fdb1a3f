// Builds of a checkout share .gen, .docusaurus and the bundler's cache: two at once would mix their languages and addresses.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

// Docusaurus reads its configuration, and so this file, by a loader that takes `node:` from names of modules.
const { DatabaseSync } = process.getBuiltinModule('node:sqlite');

/** Set for what the holder of the turn starts, which goes on at once. */
const HELD = 'WATARI_DOCS_TURN';
const LOOK_MS = 100;
const SQLITE_BUSY = 5;

export type Turn = { end(): void };

/** The turn at building the documentation of a checkout, kept until this process ends. `say`: who has to wait is told. */
export async function takeTurn(
  root: string,
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  if (process.env[HELD] !== undefined) return;
  const turn = await waitForTurn(
    root,
    () => say('Another build of the documentation is under way; this one begins when that has ended.'),
    signal,
  );
  process.env[HELD] = String(process.pid);
  process.once('exit', () => turn.end());
}

/**
 * Waits until nobody else has the turn; `onWait` is called once if somebody has. A lock of the operating system: however its
 * holder dies, it is free again. @throws the signal's reason
 */
export async function waitForTurn(root: string, onWait: () => void, signal?: AbortSignal): Promise<Turn> {
  const folder = join(root, 'docs-site/.built');
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(join(folder, 'turn.sqlite'));
  try {
    for (let waits = false; !isTaken(database); waits = true) {
      if (!waits) onWait();
      // oxlint-disable-next-line no-await-in-loop -- SQLite's own waiting would stop the whole process
      await delay(LOOK_MS, undefined, signal === undefined ? {} : { signal });
    }
  } catch (error) {
    database.close();
    throw error;
  }
  return { end: () => database.close() };
}

function isTaken(database: InstanceType<typeof DatabaseSync>): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return false;
    throw error;
  }
}
