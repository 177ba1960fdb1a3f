import { LANGUAGES, type Language } from '../../core/runbook/index.ts';
import { plainText } from './links.ts';
import type { RunbookPage } from './runbook-data.ts';
import { SECTIONS, SECTION_NAMES, languagePath, siteWords } from './words.ts';

type Listed = { readonly path: string; readonly title: string; readonly summary: string | null };

/** `llms.txt` of a language: every page as Markdown, with a sentence each. Addresses are relative to the file. */
export function llmsText(
  pages: readonly Listed[],
  runbooks: readonly RunbookPage[],
  language: Language,
): string {
  const front = pages.find(({ path }) => path === 'index');
  const line = ({ path, title, summary }: Listed): string =>
    `- [${title}](${path}.md)${summary === null || summary === '' ? '' : `: ${plainText(summary)}`}`;
  const procedures = runbooks.map(({ data: { runbook } }) => ({
    path: `runbooks/${runbook.id}`,
    title: runbook.title[language],
    summary: runbook.summary[language],
  }));
  const sections = SECTION_NAMES.map((section) => ({
    title: SECTIONS[section].title[language],
    own: pages.filter(({ path }) => path.startsWith(`${section}/`) && path !== `${section}/index`),
  }));
  return [
    `# ${front?.title ?? 'Watari'}`,
    `> ${plainText(front?.summary ?? '')}`,
    ...[{ title: siteWords.runbooks[language], own: procedures }, ...sections]
      .filter(({ own }) => own.length > 0)
      .map(({ title, own }) => `## ${title}\n\n${own.map(line).join('\n')}`),
    ...pages.filter(({ path }) => path === 'glossary').map((page) => `## ${page.title}\n\n${line(page)}`),
    '',
  ].join('\n\n');
}

/** Every page in both languages, for search engines. `address`: where the site stands. */
export function siteMap(paths: readonly string[], address: string): string {
  const base = address.replace(/\/*$/u, '/');
  const at = (path: string, language: Language): string => {
    const page = path.replace(/(?:^|\/)index$/u, '');
    return new URL(`${languagePath(language)}${page === '' ? '' : `${page}/`}`, base).href;
  };
  const urls = paths.toSorted().flatMap((path) =>
    LANGUAGES.map((language) => {
      const alternates = LANGUAGES.map(
        (other) => `<xhtml:link rel="alternate" hreflang="${other}" href="${at(path, other)}"/>`,
      );
      return `<url><loc>${at(path, language)}</loc>${alternates.join('')}</url>`;
    }),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...urls,
    '</urlset>',
    '',
  ].join('\n');
}
