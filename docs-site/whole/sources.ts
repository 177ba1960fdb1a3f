import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What pages are made of: runbooks, the site, the programs that the reference describes, and the packages that build it. */
const SOURCES = ['runbooks', 'docs-site', 'core', 'bot', 'package.json', 'package-lock.json'];
/** What building leaves in `docs-site/`, beside folders whose names begin with a dot. */
const MADE = ['node_modules', 'build'];

/**
 * By this a site is known to be about these sources: their paths and what is in them, wherever the checkout stands and
 * whenever its files were written. 16 hexadecimal digits of a SHA-256.
 */
export function sourcesHash(root: string): string {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap((source) => filesBelow(root, source))) {
    const content = contentOf(join(root, path));
    if (content === null) continue;
    hash.update(`${path}\0${content.length}\0`);
    hash.update(content);
  }
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
