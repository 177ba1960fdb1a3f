import { lstatSync, readdirSync, readFileSync, readlinkSync, rmdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { isLabRunning, openSqliteStore } from '#core/index.ts';

import type { Places } from '../config.ts';

/** A run that was started on a lab. */
export type LabRun = { readonly lab: string; readonly open: boolean };

/** So many of the newest labs stay, however their rehearsals ended: somebody may still want to look. */
const KEPT = 5;

/** Every run of the journal that was started on a lab. */
export async function labRunsOf({ data }: Pick<Places, 'data'>): Promise<readonly LabRun[]> {
  await using store = openSqliteStore(join(data, 'journal.sqlite'));
  const found: LabRun[] = [];
  for (const { run, open } of await store.journal.runs()) {
    // oxlint-disable-next-line no-await-in-loop -- the journal reads one run at a time anyway
    const [first] = await store.journal.read(run);
    if (first?.event.type !== 'RunStarted' || first.event.target.kind !== 'lab') continue;
    found.push({ lab: first.event.target.name, open });
  }
  return found;
}

/**
 * Removes the labs in the folder whose rehearsals are all over, and returns their names. One that was never rehearsed on,
 * has an open run, has a process, or is among the newest stays, and so does what is no lab. What cannot be removed now
 * is left for the next time.
 */
export async function removeOldLabs(folder: string, runs: readonly LabRun[]): Promise<readonly string[]> {
  const old = labsIn(folder)
    .toSorted((a, b) => b.madeMs - a.madeMs)
    .slice(KEPT)
    .filter(({ name }) => {
      const own = runs.filter(({ lab }) => lab === name);
      return own.length > 0 && own.every(({ open }) => !open);
    });
  if (old.length === 0) return [];
  const traces = processTraces();
  const removed: string[] = [];
  for (const { name, dir } of old) {
    // oxlint-disable-next-line no-await-in-loop -- a handful of local sockets
    if (traces.some((trace) => mentions(trace, dir)) || (await isLabRunning(dir))) continue;
    if (remove(dir)) removed.push(name);
  }
  return removed;
}

/** `<prefix>-<n>` that neither the folder nor the journal has ever had: a run must not be taken for another lab's. */
export function freeNumber(folder: string, prefix: string, runs: readonly LabRun[]): number {
  const names = [...namesIn(folder), ...runs.map(({ lab }) => lab)];
  const numbers = names.flatMap((name) => {
    const [, number] = new RegExp(`^${prefix}-(\\d+)$`, 'u').exec(name) ?? [];
    return number === undefined ? [] : [Number(number)];
  });
  return Math.max(0, ...numbers) + 1;
}

const namesIn = (folder: string): readonly string[] =>
  lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(folder) : [];

const labsIn = (folder: string) =>
  namesIn(folder).flatMap((name) => {
    const dir = join(resolve(folder), name);
    // Not through a link: what it leads to is somebody else's.
    if (!lstatSync(dir).isDirectory()) return [];
    const record = lstatSync(join(dir, 'lab.json'), { throwIfNoEntry: false });
    return record?.isFile() === true ? [{ name, dir, madeMs: record.mtimeMs }] : [];
  });

/** What every process of this machine was called with, where it is, and what is mounted for it. */
const processTraces = (): readonly string[] =>
  namesIn('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .flatMap((pid) => [
      seen(() => readFileSync(`/proc/${pid}/cmdline`, 'latin1')),
      seen(() => readFileSync(`/proc/${pid}/mountinfo`, 'latin1')),
      seen(() => readlinkSync(`/proc/${pid}/cwd`)),
      seen(() => readlinkSync(`/proc/${pid}/root`)),
    ]);

/** It may have ended meanwhile, or be somebody else's. */
function seen(look: () => string): string {
  try {
    return look();
  } catch {
    return '';
  }
}

const mentions = (trace: string, dir: string): boolean =>
  trace
    .split(dir)
    .slice(1)
    .some((rest) => !/^[\w.-]/u.test(rest));

/** The record goes last: what was removed by half is found again. */
function remove(dir: string): boolean {
  try {
    for (const name of readdirSync(dir))
      if (name !== 'lab.json') rmSync(join(dir, name), { recursive: true, force: true });
    rmSync(join(dir, 'lab.json'), { force: true });
    rmdirSync(dir);
    return true;
  } catch {
    return false;
  }
}
