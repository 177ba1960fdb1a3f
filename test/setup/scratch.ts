import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A lab is some thousand small files, which a disk makes and removes five times as slowly as memory. */
const MEMORY = '/dev/shm';
const ROOM = 4 * 1024 ** 3;

/** Short: sockets have their paths in here, and a path of a socket has 107 bytes. */
const scratch = join(takesScratch(MEMORY) ? MEMORY : tmpdir(), `watari-${process.pid}`);
const FOLDERS = [
  ['TMPDIR', 't', 0o1777],
  ['NODE_COMPILE_CACHE', 'code', 0o700],
  ['WATARI_LAB_CODE', 'lab-code', 0o1777],
] as const;

/**
 * For the live tests: one folder for everything that they make, in memory where there is room for it. What Node has compiled
 * is kept there between the hundreds of processes that they start. Hosts whose spool must outlive a restart stay on a disk:
 * Watari looks.
 */
export const SCRATCH: Readonly<Record<string, string>> = {
  ...Object.fromEntries(FOLDERS.map(([name, folder]) => [name, join(scratch, folder)])),
  WATARI_TEST_DISK: tmpdir(),
};

/** Makes it before the tests, and removes all of it afterwards. */
export function setup(): () => void {
  for (const [, folder, mode] of FOLDERS) {
    mkdirSync(join(scratch, folder), { recursive: true });
    chmodSync(join(scratch, folder), mode);
  }
  // Users of simulated hosts and of real servers go through here.
  chmodSync(scratch, 0o755);
  return () => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
}

/** Room enough, and programs in it may be started: containers often forbid that. */
function takesScratch(folder: string): boolean {
  let probe: string | null = null;
  try {
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize < ROOM) return false;
    probe = mkdtempSync(join(folder, 'watari-probe-'));
    const program = join(probe, 'program');
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o700 });
    return spawnSync(program).status === 0;
  } catch {
    return false;
  } finally {
    if (probe !== null) rmSync(probe, { recursive: true });
  }
}
