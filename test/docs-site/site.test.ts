import { describe, expect, test } from 'vitest';

import { loadRunbooks } from '#core/runbook/index.ts';

import { type ContentReading, parsePage } from '../../docs-site/generator/content.ts';
import { formatSiteProblem } from '../../docs-site/generator/site-problem.ts';
import { type Sources, makeSite } from '../../docs-site/generator/site.ts';

const { runbooks } = loadRunbooks('runbooks');
const JA = 'i18n/ja/docusaurus-plugin-content-docs/current';

function content(pages: Readonly<Record<string, string>>): ContentReading {
  const read = Object.entries(pages).flatMap(([path, body]) =>
    (['en', 'ja'] as const).map((language) =>
      parsePage(`---\nsummary: About ${path}.\nposition: 1\n---\n\n# Title of ${path}\n\n${body}\n`, {
        path,
        language,
        file: `content/${path}.${language}.md`,
      }),
    ),
  );
  return {
    pages: read.flatMap((one) => one.pages),
    problems: read.flatMap((one) => one.problems),
  };
}

function siteOf(pages: Readonly<Record<string, string>> = {}, more: Partial<Sources> = {}) {
  const site = makeSite({
    runbooks,
    root: '.',
    content: content(pages),
    glossary: [],
    reference: () => [],
    address: null,
    ...more,
  });
  return { files: site.files, problems: site.problems.map(formatSiteProblem) };
}
const fileOf = (files: ReadonlyMap<string, string>, path: string): string => {
  const text = files.get(path);
  if (text === undefined) throw new Error(`no ${path} among ${[...files.keys()].join(' ')}`);
  return text;
};

describe('the site', () => {
  test('has a page, its data and a Markdown copy of every runbook in both languages', () => {
    const { files, problems } = siteOf();
    expect(problems).toEqual([]);
    for (const { id } of runbooks)
      for (const [docs, language] of [
        ['docs', 'en'],
        [JA, 'ja'],
      ] as const) {
        expect(fileOf(files, `${docs}/runbooks/${id}.mdx`)).toContain('<RunbookPage data={data}>');
        expect(JSON.parse(fileOf(files, `${docs}/runbooks/${id}.json`))).toMatchObject({ language });
        expect(fileOf(files, `static/${language}/runbooks/${id}.md`)).toMatch(/^# /u);
      }
  });

  test('holds no command on a page itself: they are drawn from the data beside it', () => {
    const { files } = siteOf();
    const page = fileOf(files, 'docs/runbooks/iplanet/sims-offline.mdx');
    expect(page).toContain('## 3 Empty the SMTP queue {#empty-queue}');
    expect(page).toContain('### 9a Upgrade the domain entries {#upgrade-domains}');
    expect(page).not.toContain('imta');
    expect(fileOf(files, 'static/en/runbooks/iplanet/sims-offline.md')).toContain('imta qm counters');
  });

  test('names its folders in both languages', () => {
    const { files } = siteOf();
    expect(JSON.parse(fileOf(files, 'docs/runbooks/_category_.json'))).toMatchObject({
      label: 'Runbooks',
      key: 'runbooks',
    });
    const words: unknown = JSON.parse(fileOf(files, 'i18n/ja/docusaurus-plugin-content-docs/current.json'));
    expect(words).toMatchObject({
      'sidebar.main.category.runbooks': { message: 'ランブック' },
      'sidebar.main.category.how-to': { message: 'ハウツーガイド' },
    });
    expect(JSON.parse(fileOf(files, 'i18n/ja/code.json'))).toMatchObject({
      'theme.SearchPage.documentsFound.plurals': { message: '{count} 件見つかりました' },
    });
  });

  test('lists every page of a section on its first page, and on the front page', () => {
    const { files } = siteOf({ 'how-to/approve': 'text' });
    for (const path of ['docs/how-to/index.mdx', 'docs/index.mdx'])
      expect(fileOf(files, path)).toMatch(/\[Title of how-to\/approve\]\(\.\/(?:how-to\/)?approve\.mdx\)/u);
    expect(fileOf(files, 'static/en/llms.txt')).toContain(
      '- [Title of how-to/approve](how-to/approve.md): About how-to/approve.',
    );
  });

  test('takes a page that somebody wrote in place of one that it would make', () => {
    const { files, problems } = siteOf({ index: 'Come in.' });
    expect(problems).toEqual([]);
    expect(fileOf(files, 'docs/index.mdx')).toContain('Come in.');
  });

  test('says of links in both languages that they lead nowhere, and of two pages that they are one', () => {
    const reference: Sources['reference'] = () => [
      { path: 'how-to/approve', title: 'Approve', markdown: 'x' },
    ];
    const { problems } = siteOf({ 'how-to/approve': '[a](./reject)' }, { reference });
    expect(problems).toEqual([
      'content/how-to/approve.en.md:8: ./reject leads to no page: there is no how-to/reject.',
      'content/how-to/approve.ja.md:8: ./reject leads to no page: there is no how-to/reject.',
      'docs-site/generator/reference.ts:1: two pages would stand at /how-to/approve/.',
    ]);
  });

  test('has a map once it is known where it stands', () => {
    expect(siteOf().files.has('static/en/sitemap.xml')).toBe(false);
    const { files } = siteOf({}, { address: 'https://docs.example.jp/watari' });
    const map = fileOf(files, 'static/en/sitemap.xml');
    expect(map).toContain('<loc>https://docs.example.jp/watari/ja/runbooks/iplanet/netscape/</loc>');
    expect(map).toContain('<loc>https://docs.example.jp/watari/</loc>');
  });

  test('changes with a command of a runbook, and with nothing else', () => {
    const [first, ...others] = runbooks;
    if (first === undefined) throw new Error('no runbook');
    const changed = structuredClone(first);
    const operation = changed.steps.flatMap((step) => step.do).find((one) => 'site' in one);
    if (operation === undefined || !('site' in operation)) throw new Error('no site operation');
    operation.site.ask.en += ' And mind the cat.';
    const before = siteOf().files;
    const { files } = siteOf({}, { runbooks: [changed, ...others] });
    const differing = [...files.keys()].filter((path) => files.get(path) !== before.get(path));
    // In Japanese too: the hash of the step is another one.
    expect(differing.toSorted()).toEqual(
      [
        `docs/runbooks/${first.id}.json`,
        `static/en/runbooks/${first.id}.md`,
        `${JA}/runbooks/${first.id}.json`,
        `static/ja/runbooks/${first.id}.md`,
      ].toSorted(),
    );
  });
});
