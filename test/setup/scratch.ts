import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A lab is some thousand small files, which a disk makes and removes five times as slowly as memory. */
const MEMORY = '/dev/shm';
const ROOM = 4 * 1024 ** 3;

/**
 * Before the live tests: one folder for everything that they make, in memory where there is room for it. What Node has
 * compiled is kept there between the hundreds of processes that they start. Afterwards all of it is removed.
 */
export function setup(): () => void {
  const scratch = mkdtempSync(join(takesScratch(MEMORY) ? MEMORY : tmpdir(), 'watari-test-'));
  // Users of simulated hosts and of real servers go through here.
  chmodSync(scratch, 0o755);
  const folder = (name: string, mode: number): string => {
    const path = join(scratch, name);
    mkdirSync(path);
    chmodSync(path, mode);
    return path;
  };
  // Hosts whose spool must outlive a restart stay on a disk: Watari looks.
  process.env['WATARI_TEST_DISK'] = tmpdir();
  process.env['TMPDIR'] = folder('tmp', 0o1777);
  process.env['NODE_COMPILE_CACHE'] = folder('code', 0o700);
  process.env['WATARI_LAB_CODE'] = folder('lab-code', 0o1777);
  return () => {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  };
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
