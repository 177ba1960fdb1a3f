import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { readRunbooks } from '../../docs-site/generator/read-runbooks.ts';
import { runbookFolders } from '../../docs-site/generator/runbook-folders.ts';

const root = join(import.meta.dirname, '../..');
let own = '';
beforeAll(() => {
  own = mkdtempSync(join(tmpdir(), 'watari-own-'));
  cpSync(join(root, 'runbooks/iplanet/fragments'), join(own, 'iplanet/fragments'), { recursive: true });
  for (const name of ['netscape', 'night']) {
    const text = readFileSync(join(root, 'runbooks/iplanet/netscape.yaml'), 'utf8');
    writeFileSync(
      join(own, `iplanet/${name}.yaml`),
      text.replace('id: iplanet/netscape', `id: iplanet/${name}`).replace(/^( +en: ).*$/mu, '$1Ours'),
    );
  }
});
afterAll(() => rmSync(own, { recursive: true }));

describe('pages are made of', () => {
  test("the runbooks that come with Watari, and of one's own, which stand in place of those of the same name", () => {
    const shipped = readRunbooks(runbookFolders(root, undefined));
    const all = readRunbooks(runbookFolders(root, own));
    expect([...shipped.problems, ...all.problems]).toEqual([]);
    expect(all.runbooks.map(({ id }) => id)).toEqual([
      ...shipped.runbooks.map(({ id }) => id),
      'iplanet/night',
    ]);
    expect(all.runbooks.filter(({ title }) => title.en === 'Ours').map(({ id }) => id)).toEqual([
      'iplanet/netscape',
      'iplanet/night',
    ]);
  });

  test('one folder once, and of none where one is missing', () => {
    expect(runbookFolders(root, 'runbooks')).toEqual([join(root, 'runbooks')]);
    expect(runbookFolders(root, '')).toEqual([join(root, 'runbooks')]);
    expect(readRunbooks(runbookFolders(root, '/nowhere/runbooks'))).toEqual({
      runbooks: [],
      problems: ['/nowhere/runbooks: there is no such folder of runbooks.'],
    });
  });
});
