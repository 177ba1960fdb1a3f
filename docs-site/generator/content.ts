import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { LANGUAGES, type Language } from '../../core/runbook/index.ts';
import { proseLines } from './markdown-lines.ts';
import type { SiteProblem } from './site-problem.ts';

/** A page of prose, in one language. */
export type ContentPage = {
  /** `how-to/approve`: the same in both languages. */
  readonly path: string;
  readonly language: Language;
  /** As problems name it. */
  readonly file: string;
  readonly title: string;
  readonly summary: string;
  readonly position: number;
  /** Markdown below the title. */
  readonly body: string;
  /** The file's line on which the body begins, for problems. */
  readonly bodyLine: number;
  /** Explicit ids of headings, in order. */
  readonly anchors: readonly string[];
};
export type ContentReading = {
  readonly pages: readonly ContentPage[];
  readonly problems: readonly SiteProblem[];
};

const NAME = /^(?<path>.+)\.(?<language>en|ja)\.md$/u;
const HEADING_ID = /^#{1,6} .*\{#(?<id>[A-Za-z0-9_-]+)\}\s*$/u;

/** Reads `<section>/<page>.<language>.md` below a folder. `shown`: the folder as problems name it. */
export function readContent(folder: string, shown: string): ContentReading {
  const files = existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'))
    : [];
  const problems: SiteProblem[] = [];
  const pages: ContentPage[] = [];
  for (const name of files.map((one) => one.replaceAll('\\', '/')).toSorted()) {
    const file = `${shown}/${name}`;
    const { path, language } = NAME.exec(name)?.groups ?? {};
    const known = LANGUAGES.find((one) => one === language);
    if (path === undefined || known === undefined) {
      problems.push({
        file,
        line: 1,
        sentence: `the name says no language: call it ${name.replace(/\.md$/u, '')}.en.md or .ja.md.`,
      });
      continue;
    }
    const read = parsePage(readFileSync(join(folder, name), 'utf8'), { path, language: known, file });
    problems.push(...read.problems);
    pages.push(...read.pages);
  }
  return { pages, problems: [...problems, ...missingTranslations(pages), ...differences(pages)] };
}

/** One page, or what is wrong with its head. */
export function parsePage(
  content: string,
  at: Pick<ContentPage, 'path' | 'language' | 'file'>,
): ContentReading {
  const lines = content.split('\n');
  const problems: SiteProblem[] = [];
  const problem = (line: number, sentence: string): void => {
    problems.push({ file: at.file, line, sentence });
  };
  const end = lines[0] === '---' ? lines.indexOf('---', 1) : -1;
  if (end === -1) {
    problem(1, 'there is no front matter: begin with ---, summary: …, position: …, ---.');
    return { pages: [], problems };
  }
  const front = new Map(
    lines.slice(1, end).flatMap((text): [string, string][] => {
      const found = /^(?<key>[a-z_]+):\s*(?<value>.*?)\s*$/u.exec(text)?.groups;
      return found === undefined ? [] : [[found['key'] ?? '', unquoted(found['value'] ?? '')]];
    }),
  );
  for (const key of front.keys())
    if (key !== 'summary' && key !== 'position')
      problem(
        lines.findIndex((text) => text.startsWith(`${key}:`)) + 1,
        `found the key ${key}; a page says summary and position alone.`,
      );
  const summary = front.get('summary') ?? '';
  if (summary === '') problem(1, 'there is no summary: one sentence, on one line, for lists of pages.');
  const position = Number(front.get('position') ?? '0');
  if (!Number.isFinite(position)) problem(1, 'the position is no number.');
  const titleAt = lines.findIndex((text, index) => index > end && text.trim() !== '');
  const title = /^# (?<title>.+)$/u.exec(lines[titleAt] ?? '')?.groups?.['title'];
  if (title === undefined) {
    problem(titleAt === -1 ? end + 1 : titleAt + 1, 'the first line is no title: write # and the title.');
    return { pages: [], problems };
  }
  const body = lines.slice(titleAt + 1).join('\n');
  const anchors = proseLines(body).flatMap(({ text }) => HEADING_ID.exec(text)?.groups?.['id'] ?? []);
  const twice = anchors.find((id, index) => anchors.indexOf(id) !== index);
  if (twice !== undefined)
    problem(
      titleAt + 1 + (proseLines(body).findLast(({ text }) => text.includes(`{#${twice}}`))?.line ?? 0),
      `the id ${twice} stands there twice.`,
    );
  const page = { ...at, title, summary, position, body, bodyLine: titleAt + 2, anchors };
  return { pages: [page], problems };
}

const unquoted = (value: string): string => {
  if (!/^".*"$/u.test(value)) return value.replace(/^'(.*)'$/u, '$1');
  const read: unknown = JSON.parse(value);
  return typeof read === 'string' ? read : value;
};

const WORD: { readonly [L in Language]: string } = { en: 'English', ja: 'Japanese' };

function missingTranslations(pages: readonly ContentPage[]): readonly SiteProblem[] {
  const there = new Set(pages.map(({ path, language }) => `${path}.${language}`));
  return pages.flatMap(({ path, language, file }) =>
    LANGUAGES.filter((other) => !there.has(`${path}.${other}`)).map((other) => ({
      file,
      line: 1,
      sentence: `the page is missing in ${WORD[other]}: write ${file.replace(`.${language}.md`, `.${other}.md`)}.`,
    })),
  );
}

/** Links lead to the same place in both languages: so ids must be the same. */
function differences(pages: readonly ContentPage[]): readonly SiteProblem[] {
  return pages.flatMap((page) => {
    const other = pages.find((one) => one.path === page.path && one.language !== page.language);
    if (other === undefined) return [];
    const lines = proseLines(page.body);
    return [
      ...page.anchors
        .filter((id) => !other.anchors.includes(id))
        .map((id) => ({
          file: page.file,
          line: page.bodyLine - 1 + (lines.find(({ text }) => text.includes(`{#${id}}`))?.line ?? 1),
          sentence: `the heading ${id} is missing in ${other.file}.`,
        })),
      ...(page.language === 'en' && page.position !== other.position
        ? [{ file: page.file, line: 1, sentence: `its position is another one than in ${other.file}.` }]
        : []),
    ];
  });
}
