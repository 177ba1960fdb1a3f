import { describe, expect, test } from 'vitest';

import { type LinkForm, type Links, plainText, resolveLinks } from '../../docs-site/generator/links.ts';
import { formatSiteProblem } from '../../docs-site/generator/site-problem.ts';

const target = (path: string, ...anchors: string[]) => [path, { path, anchors: new Set(anchors) }] as const;
const links: Links = {
  targets: new Map([
    target('index'),
    target('glossary', 'run'),
    target('how-to/approve', 'who'),
    target('how-to/index'),
    target('runbooks/iplanet/sims-offline', 'empty-queue'),
  ]),
  glossary: [
    {
      id: 'run',
      en: { word: 'run', meaning: 'One carrying-out of one [[plan]], with "quotes".' },
      ja: { word: '実行', meaning: '計画の実行。' },
    },
  ],
};
function resolved(body: string, path = 'explanation/jobs', form: LinkForm = 'page') {
  const source = { path, language: 'en', file: 'content/jobs.en.md', body, bodyLine: 7 } as const;
  const { markdown, problems } = resolveLinks(source, links, form);
  return { markdown, problems: problems.map(formatSiteProblem) };
}

describe('a link', () => {
  test.each([
    ['[a](../how-to/approve)', '[a](../how-to/approve.mdx)'],
    ['[a](../how-to/approve.md#who)', '[a](../how-to/approve.mdx#who)'],
    ['[a](/how-to/approve#who)', '[a](../how-to/approve.mdx#who)'],
    ['[a](../how-to)', '[a](../how-to/index.mdx)'],
    ['[`a` b](../how-to/approve "t")', '[`a` b](../how-to/approve.mdx "t")'],
    [
      '[a](runbook:iplanet/sims-offline#empty-queue)',
      '[a](../runbooks/iplanet/sims-offline.mdx#empty-queue)',
    ],
    ['[a](https://example.jp/b#c)', '[a](https://example.jp/b#c)'],
    ['`[a](nowhere)`', '`[a](nowhere)`'],
    ['```md\n[a](nowhere)\n```', '```md\n[a](nowhere)\n```'],
  ])('%s leads to a page', (written, made) => {
    expect(resolved(written)).toEqual({ markdown: made, problems: [] });
  });

  test('inside of its own page stays there', () => {
    expect(resolved('[a](#who)', 'how-to/approve').markdown).toBe('[a](#who)');
  });

  test.each([
    ['[a](../how-to/reject)', '../how-to/reject leads to no page: there is no how-to/reject.'],
    [
      '[a](../how-to/approve#why)',
      '../how-to/approve#why leads nowhere: how-to/approve has no heading {#why}.',
    ],
    [
      '[a](runbook:iplanet/sims-offline#stop)',
      'runbook:iplanet/sims-offline#stop leads nowhere: runbooks/iplanet/sims-offline has no heading {#stop}.',
    ],
    ['[a](runbook:iplanet/x)', 'runbook:iplanet/x leads to no page: there is no runbooks/iplanet/x.'],
    ['[[walk]]', 'the glossary has no word walk.'],
  ])('%s that leads nowhere is said with its file and line', (written, sentence) => {
    expect(resolved(`first line\n\n${written}`).problems).toEqual([`content/jobs.en.md:9: ${sentence}`]);
  });

  test('of a copy leads to another copy', () => {
    expect(resolved('[a](runbook:iplanet/sims-offline), {[[run]]}', 'how-to/approve', 'copy').markdown).toBe(
      '[a](../runbooks/iplanet/sims-offline.md), {[run](../glossary.md)}',
    );
  });
});

describe('a word of the glossary', () => {
  test('has its meaning with it, as text alone', () => {
    expect(resolved('two [[run|runs]].').markdown).toBe(
      'two [runs](../glossary.mdx#run "One carrying-out of one plan, with &quot;quotes&quot;.").',
    );
  });
  test('stands bare in a heading', () => {
    expect(resolved('## A [[run]] {#a}').markdown).toBe('## A run {#a}');
  });
});

test('plain text keeps the words of links, code and marks', () => {
  expect(plainText('**a** `b` [c](d) [[run|runs]]\n[[plan]]')).toBe('a b c runs plan');
});
