import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { runbookFolders } from '../generator/runbook-folders.ts';

/** What pages are made of: runbooks, the site, the programs that the reference describes, and the packages that build it. */
const SOURCES = ['runbooks', 'docs-site', 'core', 'bot', 'package.json', 'package-lock.json'];
/** What building leaves in `docs-site/`, beside folders whose names begin with a dot. */
const MADE = ['node_modules', 'build'];

/**
 * By this a site is known to be about these sources: their paths and what is in them, wherever the checkout stands and
 * whenever its files were written. `ownRunbooks`: a folder of runbooks that get pages as well. 16 hexadecimal digits of a SHA-256.
 */
export function sourcesHash(root: string, ownRunbooks = process.env['WATARI_RUNBOOKS']): string {
  const hash = createHash('sha256');
  const take = (folder: string, paths: readonly string[]): void => {
    for (const path of paths) {
      const content = contentOf(join(folder, path));
      if (content === null) continue;
      hash.update(`${path}\0${content.length}\0`);
      hash.update(content);
    }
  };
  take(
    root,
    SOURCES.flatMap((source) => filesBelow(root, source)),
  );
  const [, ...others] = runbookFolders(root, ownRunbooks);
  for (const own of others) take(own, filesBelow(own, '.'));
  return hash.digest('hex').slice(0, 16);
}

function filesBelow(root: string, path: string): string[] {
  let entries;
  try {
    entries = readdirSync(join(root, path), { withFileTypes: true });
  } catch {
    return [path];
  }
  return entries
    .filter(({ name }) => !isPassing(name) && !MADE.includes(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory() ? filesBelow(root, `${path}/${entry.name}`) : [`${path}/${entry.name}`],
    );
}

/** What an editor leaves beside a file that it has open. */
const isPassing = (name: string): boolean => name.startsWith('.') || name.endsWith('~');

/** Somebody may be writing: what was there a moment ago may be gone, or be a link to nothing. */
function contentOf(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
