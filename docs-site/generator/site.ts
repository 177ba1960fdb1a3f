import { LANGUAGES, type Language, type Runbook } from '../../core/runbook/index.ts';
import { PAGE_ANCHORS, groupAnchor } from '../page/anchors.ts';
import { type ContentPage, type ContentReading } from './content.ts';
import { type Glossary, glossaryMarkdown } from './glossary-page.ts';
import { type MadePage, frontPage, runbooksPage, sectionPage } from './index-pages.ts';
import { type LinkTarget, type Links, anchorsIn, plainText, resolveLinks } from './links.ts';
import { llmsText, siteMap } from './listings.ts';
import { type RunbookPage, runbookPage } from './runbook-data.ts';
import { runbookMarkdown } from './runbook-markdown.ts';
import { frontMatter, runbookMdx } from './runbook-mdx.ts';
import { categories, categoryWords } from './side-bar.ts';
import { type SiteProblem, inOrder } from './site-problem.ts';
import { themeWords } from './theme-words.ts';
import { SECTION_NAMES, type Section, siteWords } from './words.ts';

/** A page of tables that the program's own `reference` gives. */
export type ReferencePage = {
  /** `reference/verbs` */
  readonly path: string;
  readonly title: string;
  readonly markdown: string;
  readonly summary?: string;
};
export type Sources = {
  readonly runbooks: readonly Runbook[];
  /** Where files that examples name stand. */
  readonly root: string;
  readonly content: ContentReading;
  readonly glossary: Glossary;
  readonly reference: (language: Language) => readonly ReferencePage[];
  /** Where the site will stand, if that is known: for the site map. */
  readonly address: string | null;
};
/** Files below `.gen/`, or everything that is wrong. */
export type Site = {
  readonly files: ReadonlyMap<string, string>;
  readonly problems: readonly SiteProblem[];
};

const DOCS: { readonly [L in Language]: string } = {
  en: 'docs',
  ja: 'i18n/ja/docusaurus-plugin-content-docs/current',
};

/** The whole site, in both languages. */
export function makeSite(sources: Sources): Site {
  const files = new Map<string, string>();
  const problems: SiteProblem[] = [...sources.content.problems];
  for (const [path, text] of categories(sources.runbooks)) files.set(`docs/${path}`, text);
  files.set('i18n/ja/docusaurus-plugin-content-docs/current.json', categoryWords(sources.runbooks));
  files.set('i18n/ja/code.json', themeWords());
  const paths = new Set<string>();
  for (const language of LANGUAGES) {
    const made = inLanguage(sources, language);
    problems.push(...made.problems);
    for (const [path, text] of made.files) files.set(path, text);
    for (const path of made.paths) paths.add(path);
  }
  if (sources.address !== null) files.set('static/en/sitemap.xml', siteMap([...paths], sources.address));
  return { files, problems: inOrder(problems) };
}

/** A page before its links are resolved, wherever it came from. */
type Draft = Omit<MadePage, 'summary'> & {
  readonly summary: string | null;
  readonly file: string;
  readonly bodyLine: number;
};

function inLanguage(sources: Sources, language: Language): Site & { readonly paths: readonly string[] } {
  const runbooks = sources.runbooks.map((runbook) => runbookPage(runbook, language, sources.root));
  const drafts = draftsOf(sources, runbooks, language);
  const links: Links = { targets: targetsOf(drafts, runbooks), glossary: sources.glossary };
  const files = new Map<string, string>();
  const problems: SiteProblem[] = twice(drafts);
  const docs = DOCS[language];
  for (const draft of drafts) {
    const source = { ...draft, language };
    const linked = resolveLinks(source, links, 'page');
    problems.push(...linked.problems);
    files.set(`${docs}/${draft.path}.mdx`, pageFile(draft, linked.markdown));
    const beside = resolveLinks(source, links, 'copy').markdown.replaceAll(/ \{#[A-Za-z0-9_-]+\}$/gmu, '');
    files.set(`static/${language}/${draft.path}.md`, `# ${draft.title}\n\n${beside.trim()}\n`);
  }
  for (const [index, page] of runbooks.entries()) {
    const path = `runbooks/${page.data.runbook.id}`;
    files.set(`${docs}/${path}.mdx`, runbookMdx(page, index + 1));
    files.set(`${docs}/${path}.json`, `${JSON.stringify(page.data)}\n`);
    files.set(`static/${language}/${path}.md`, runbookMarkdown(page));
  }
  files.set(`static/${language}/llms.txt`, llmsText(drafts, runbooks, language));
  return { files, problems, paths: [...links.targets.keys()] };
}

function draftsOf(
  { content, glossary, reference }: Sources,
  runbooks: readonly RunbookPage[],
  language: Language,
): readonly Draft[] {
  const written = content.pages
    .filter((page) => page.language === language)
    .toSorted((a, b) => a.position - b.position || (a.path < b.path ? -1 : 1));
  const referenced = reference(language).map((page, index): Draft => ({
    path: page.path,
    title: page.title,
    summary: page.summary ?? null,
    position: 100 + index,
    body: page.markdown,
    ...ownFile('reference'),
  }));
  const prose = [...written.map(fromContent), ...referenced];
  const listed = (section: Section) =>
    prose
      .filter(({ path }) => path.startsWith(`${section}/`) && path !== `${section}/index`)
      .map(({ path, title, summary }) => ({ path, title, summary: summary ?? '' }));
  const made = [
    frontPage(runbooks, listed, language),
    runbooksPage(runbooks, language),
    ...SECTION_NAMES.filter((section) => listed(section).length > 0).map((section) =>
      sectionPage(section, listed(section), language),
    ),
    {
      path: 'glossary',
      title: siteWords.glossary[language],
      summary: siteWords.glossarySummary[language],
      position: 9,
      body: glossaryMarkdown(glossary, language),
    },
  ]
    // A page that somebody wrote stands in place of the one that would be made.
    .filter(({ path }) => !prose.some((one) => one.path === path))
    .map((page): Draft => ({ ...page, ...ownFile(page.path === 'glossary' ? 'glossary' : 'index-pages') }));
  return [...made, ...prose];
}

const ownFile = (name: string): Pick<Draft, 'file' | 'bodyLine'> => ({
  file: name === 'glossary' ? 'docs-site/glossary/index.ts' : `docs-site/generator/${name}.ts`,
  bodyLine: 1,
});

const fromContent = ({ path, title, summary, position, body, file, bodyLine }: ContentPage): Draft => ({
  path,
  title,
  summary,
  position,
  body,
  file,
  bodyLine,
});

const pageFile = ({ title, summary, position }: Draft, body: string): string =>
  `${frontMatter({
    title,
    ...(summary !== null && summary !== '' && { description: plainText(summary) }),
    sidebar_position: position,
  })}\n${body.trim()}\n`;

function targetsOf(
  drafts: readonly Draft[],
  runbooks: readonly RunbookPage[],
): ReadonlyMap<string, LinkTarget> {
  const pages = drafts.map(({ path, body }): LinkTarget => ({
    path,
    anchors: new Set(anchorsIn(body)),
  }));
  const steps = runbooks.map(({ data, view }): LinkTarget => ({
    path: `runbooks/${data.runbook.id}`,
    anchors: new Set([
      PAGE_ANCHORS.values,
      ...view.steps.flatMap(({ anchor, group }) => [
        anchor,
        ...(group === null ? [] : [groupAnchor(group.id)]),
      ]),
    ]),
  }));
  return new Map([...pages, ...steps].map((target) => [target.path, target]));
}

function twice(drafts: readonly Draft[]): SiteProblem[] {
  return drafts
    .filter(({ path }, index) => drafts.findIndex((one) => one.path === path) !== index)
    .map(({ path, file }) => ({ file, line: 1, sentence: `two pages would stand at /${path}/.` }));
}
