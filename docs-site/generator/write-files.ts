import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Makes a folder hold these files and no others. What is the same stays untouched, so that a development server sees what
 * changed and nothing else. Returns how many were written or removed.
 */
export function writeFiles(folder: string, files: ReadonlyMap<string, string>): number {
  mkdirSync(folder, { recursive: true });
  let changes = 0;
  const there = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const wanted = new Map([...files].map(([path, text]) => [join(folder, path), text]));
  for (const file of there) {
    if (wanted.has(file)) continue;
    rmSync(file);
    changes += 1;
  }
  for (const [file, text] of wanted) {
    if (there.includes(file) && readFileSync(file, 'utf8') === text) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    changes += 1;
  }
  return changes;
}
