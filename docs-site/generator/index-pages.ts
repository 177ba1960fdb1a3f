import type { Language } from '../../core/runbook/index.ts';
import type { RunbookPage } from './runbook-data.ts';
import { escapedMdx } from './runbook-mdx.ts';
import { SECTIONS, SECTION_NAMES, type Section, familyName, siteWords } from './words.ts';

/** What lists need of a page. */
export type Listed = { readonly path: string; readonly title: string; readonly summary: string };
/** A page that the generator writes itself, before its links are resolved. */
export type MadePage = Listed & { readonly body: string; readonly position: number };

/** The first page of a section: its pages, with a sentence each. */
export const sectionPage = (section: Section, pages: readonly Listed[], language: Language): MadePage => ({
  path: `${section}/index`,
  title: SECTIONS[section].title[language],
  summary: SECTIONS[section].summary[language],
  position: 0,
  body: `${SECTIONS[section].summary[language]}\n\n${listOf(pages)}`,
});

const listOf = (pages: readonly Listed[]): string =>
  pages.map(({ path, title, summary }) => `- [${escapedMdx(title)}](/${path})  \n  ${summary}\n`).join('');

/** All runbooks, a product each: what is away, and from where there is no way back. */
export function runbooksPage(pages: readonly RunbookPage[], language: Language): MadePage {
  return {
    path: 'runbooks/index',
    title: siteWords.runbooks[language],
    summary: siteWords.runbooksSummary[language],
    position: 0,
    body: `${siteWords.runbooksSummary[language]}\n\n${runbookLists(pages, language, { level: '##', summaries: true })}`,
  };
}

type Detail = { readonly level: '##' | '###'; readonly summaries: boolean };

/** `level`: of the headings above the lists. */
function runbookLists(pages: readonly RunbookPage[], language: Language, detail: Detail): string {
  const families = [...new Set(pages.map(({ data }) => folderOf(data.runbook.id)))];
  return families
    .map((folder) => {
      const own = pages.filter(({ data }) => folderOf(data.runbook.id) === folder);
      const items = own.map((page) => itemOf(page, language, detail.summaries));
      return `${detail.level} ${familyName(folder)[language]} {#${folder}}\n\n${items.join('\n')}\n`;
    })
    .join('\n');
}

const folderOf = (id: string): string => id.slice(0, id.indexOf('/'));

/** A runbook with what its manager asks first. */
function itemOf({ data, view }: RunbookPage, language: Language, withSummary: boolean): string {
  const { runbook } = data;
  const { needs } = view;
  const ja = language === 'ja';
  const link = (anchor: string, text: string): string => `[${text}](runbook:${runbook.id}#${anchor})`;
  const away = needs.services.map(({ name, down, up }) => {
    const from = link(down.anchor, down.number);
    if (up === null) return ja ? `${name}は ${from} で停止` : `${name}: stops in ${from}`;
    const to = link(up.anchor, up.number);
    return ja ? `${name}は ${from}–${to} の間停止` : `${name}: down in ${from}–${to}`;
  });
  const [first] = needs.irreversible;
  const final = first === undefined ? [] : [link(first.anchor, first.number)];
  const facts = [
    needs.stepCount,
    ...(away.length === 0 ? [ja ? '全員に止まるサービスなし' : 'no service stops for everybody'] : away),
    ...final.map((step) => (ja ? `${step} から先は元に戻せない` : `no way back from ${step} on`)),
  ];
  return [
    `- **[${escapedMdx(runbook.title[language])}](runbook:${runbook.id})**  `,
    ...(withSummary ? [`  ${runbook.summary[language]}  `] : []),
    `  ${facts.join(' · ')}`,
  ].join('\n');
}

/** Three people come here: whoever carries it out tonight, whoever answers for it, whoever is new. */
function beginnings(tutorial: Listed | null, language: Language): string {
  const first = tutorial === null ? null : `[${escapedMdx(tutorial.title)}](/${tutorial.path})`;
  const lines =
    language === 'ja'
      ? [
          '**作業を担当する人**：ランブックを開いて自分の環境の値を入力すると、すべてのコマンドが書き換わります。Slack のカードからは、その手順に直接移れます。',
          '**作業に責任を持つ人**：各ランブックの最初に、止まるサービス、必要な承認、元に戻せなくなる手順をまとめてあります。',
          ...(first === null ? [] : [`**初めての人**：${first}から始めてください。`]),
        ]
      : [
          '**You carry it out:** open the runbook and fill in your values; every command is rewritten. A card in Slack leads to the very step.',
          '**You answer for it:** each runbook begins with what stops when, who must approve, and from where there is no way back.',
          ...(first === null ? [] : [`**You are new here:** begin with ${first}.`]),
        ];
  return lines.map((line) => `- ${line}`).join('\n');
}

/** What there is on the site, in the order of its side bar: the first page, unless content/index is written. */
export function frontPage(
  pages: readonly RunbookPage[],
  listed: (section: Section) => readonly Listed[],
  language: Language,
): MadePage {
  const ja = language === 'ja';
  const intro = ja
    ? 'Watari（渡り）は、元に戻せない移行作業を、承認された手順ごとに 1 つずつ進めるプログラムです。人に聞き、記録し、電源コードを抜かれても同じコマンドを二度は実行しません。このサイトにあるのは、実行されるランブックそのものです。'
    : 'Watari carries out migrations that cannot be undone, one approved step at a time. It asks people, keeps a record, and does not run a command twice, even if somebody pulls the power cord. The procedures on this site are made from the very runbooks that run.';
  const sections = SECTION_NAMES.filter((section) => listed(section).length > 0).map(
    (section) =>
      `## ${SECTIONS[section].title[language]} {#${section}}\n\n${SECTIONS[section].summary[language]}\n\n${listOf(listed(section))}`,
  );
  return {
    path: 'index',
    title: ja ? 'Watari（渡り）' : 'Watari',
    summary: intro,
    position: 0,
    body: [
      intro,
      beginnings(listed('tutorial')[0] ?? null, language),
      `## ${siteWords.runbooks[language]} {#runbooks}`,
      siteWords.runbooksSummary[language],
      runbookLists(pages, language, { level: '###', summaries: false }),
      ...sections,
    ].join('\n\n'),
  };
}
