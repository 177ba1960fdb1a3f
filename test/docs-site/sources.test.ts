import { existsSync } from 'node:fs';
import { dirname } from 'node:path';

import { expect, test } from 'vitest';

import { sourcesOf } from '../../docs-site/generator/sources.ts';
import { importsOf } from '../house-imports.ts';

/** Every file of ours that these import, and what those import. */
function imported(files: readonly string[], found = new Set<string>()): ReadonlySet<string> {
  for (const file of files)
    if (!found.has(file) && existsSync(file)) {
      found.add(file);
      imported(
        importsOf(file).map(({ target }) => target),
        found,
      );
    }
  return found;
}

test('whoever writes is shown every change of what pages are generated from', () => {
  const sources = sourcesOf('', undefined).map(({ folder, whole }) => ({
    folder: folder.replace(`${process.cwd()}/`, ''),
    whole,
  }));
  // The reference is asked of the terminal, in a process of its own.
  const files = imported(['docs-site/generate.ts', 'bot/terminal/main.ts']);
  expect(files.size).toBeGreaterThan(100);
  const isFollowed = (file: string): boolean =>
    sources.some(({ folder, whole }) => (whole ? file.startsWith(`${folder}/`) : dirname(file) === folder));
  expect([...files].filter((file) => !isFollowed(file))).toEqual([]);
  for (const read of ['runbooks/iplanet/netscape.yaml', 'docs-site/content/how-to/approve.en.md'])
    expect(isFollowed(read)).toBe(true);
});
