import { spawn } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

import { sourcesHash } from './sources.ts';

/** `settled`: its sources did not change while it was built. */
export type KeptSite = { readonly folder: string; readonly settled: boolean };
/** A program of a build, and what it is to be told. */
export type BuildStep = readonly [program: string, ...args: string[]];

/** Somebody may still be reading an older one. */
const MOST_KEPT = 5;
/** The first page of each language. */
const FIRST_PAGES = ['index.html', 'ja/index.html'];

const keptIn = (root: string): string => join(root, 'docs-site/.built');
const MAKING = 'making-';

/** The site of what the sources are now, if it was ever built. Under this name stands nothing but a whole one. */
export function keptSite(root: string): KeptSite | null {
  const folder = join(keptIn(root), sourcesHash(root));
  if (!existsSync(folder)) return null;
  const now = new Date();
  utimesSync(folder, now, now);
  return { folder, settled: true };
}

/**
 * Builds the site in a folder beside, and gives it its name once it is whole: readers never get half of one. Only whoever has
 * the turn may call this. Null if a step failed; what it said stands on standard error.
 */
export async function buildSite(
  root: string,
  stepsInto: (folder: string) => readonly BuildStep[],
): Promise<KeptSite | null> {
  // What a killed build left, which may have left somebody writing: so the next one has a folder of its own.
  for (const name of readdirSync(keptIn(root)))
    if (name.startsWith(MAKING)) rmSync(join(keptIn(root), name), { recursive: true, force: true });
  const making = join(keptIn(root), `${MAKING}${process.pid}`);
  const before = sourcesHash(root);
  try {
    for (const step of stepsInto(making)) {
      // oxlint-disable-next-line no-await-in-loop -- each builds on what the one before left
      if (!(await succeeds(root, step))) return null;
    }
    if (!FIRST_PAGES.every((page) => existsSync(join(making, page)))) return null;
    const settled = sourcesHash(root) === before;
    // What was made of two states of the sources must never be found by the name of one.
    const folder = join(keptIn(root), settled ? before : `unsettled-${process.pid}`);
    rmSync(folder, { recursive: true, force: true });
    renameSync(making, folder);
    removeOld(root);
    return { folder, settled };
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

const succeeds = (root: string, [program, ...args]: BuildStep): Promise<boolean> =>
  new Promise((resolve) => {
    // Standard output is for the one line that says where the site stands.
    const child = spawn(program, args, { cwd: join(root, 'docs-site'), stdio: ['ignore', 2, 2] });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });

function removeOld(root: string): void {
  const folders = readdirSync(keptIn(root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(keptIn(root), name))
    .map((path) => ({ path, usedAt: statSync(path).mtimeMs }));
  for (const { path } of folders.toSorted((a, b) => b.usedAt - a.usedAt).slice(MOST_KEPT))
    rmSync(path, { recursive: true, force: true });
}
