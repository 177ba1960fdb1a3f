import { expect, test } from 'vitest';

import { loadRunbooks } from '#core/runbook/index.ts';

import { runbookPage } from '../../docs-site/generator/runbook-data.ts';
import { runbookMarkdown } from '../../docs-site/generator/runbook-markdown.ts';
import { familyName } from '../../docs-site/generator/words.ts';
import { hostsDiagram } from '../../docs-site/page-data.ts';
import { words } from '../../docs-site/src/site/words.ts';

const pages = loadRunbooks('runbooks').runbooks.map((runbook) => runbookPage(runbook, 'ja', '.'));
/** A half-width mark behind a letter or a bracket of Japanese. */
const HALF_WIDTH = /[\u3040-\u30ff\u4e00-\u9fff）」][:;,](?:\s|$)/mu;

test.each(pages.map((page) => [page.data.runbook.id, page] as const))(
  '%s has the marks of Japanese where Watari itself says something in it',
  (_id, page) => {
    const markdown = runbookMarkdown(page);
    expect(markdown).toContain('出典：');
    expect(markdown).not.toMatch(HALF_WIDTH);
    expect(hostsDiagram(page.view.talks, 'ja')).not.toMatch(HALF_WIDTH);
    // The case of the guide's chapter is called what the title calls it.
    expect(page.data.source).not.toMatch(/（[a-z]+）/u);
  },
);

test('words around a runbook have them too', () => {
  const said = Object.values(words).flatMap((one) => ('ja' in one ? [one.ja] : []));
  expect(said.length).toBeGreaterThan(30);
  expect([...said, words.downBetween('メール', '3–13').ja].filter((one) => HALF_WIDTH.test(one))).toEqual([]);
});

test("a folder of somebody's own keeps its name", () => {
  for (const name of ['mail', 'constructor']) expect(familyName(name)).toEqual({ en: name, ja: name });
});
