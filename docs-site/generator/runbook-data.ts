import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { stepText } from '../../core/plan/page.ts';
import type { Language, Runbook } from '../../core/runbook/index.ts';
import { type PageData, type PageView, readPage } from '../page-data.ts';
import { oneLanguage } from './one-language.ts';

/** What a page of a runbook is made of, and the page as its examples make it. */
export type RunbookPage = { readonly data: PageData; readonly view: PageView };

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** The page of a runbook in a language. `root`: where the files of its examples stand. @throws if the examples make no plan */
export function runbookPage(runbook: Runbook, language: Language, root: string): RunbookPage {
  const data: PageData = {
    language,
    runbook: oneLanguage(runbook, language),
    // Of the step in both languages: the same as on the card.
    stepHashes: Object.fromEntries(runbook.steps.map((step) => [step.id, sha256(stepText(step))])),
    documents: documentsOf(runbook, root),
    source: sourceOf(runbook, language),
    markdown: `runbooks/${runbook.id}.md`,
  };
  const reading = readPage(data, {});
  if (reading.kind === 'view') return { data, view: reading.view };
  const found = reading.problems.map(({ name, sentence }) => `${name ?? ''} ${sentence}`.trim()).join(' ');
  throw new Error(`${runbook.id} makes no plan of its examples: ${found}`);
}

const documentsOf = (runbook: Runbook, root: string): PageData['documents'] =>
  Object.fromEntries(
    Object.values(runbook.parameters).flatMap((parameter) => {
      if (parameter.type !== 'file') return [];
      const names = [parameter.example, parameter.default].filter(
        (name) => name !== undefined && name !== '',
      );
      return names.map((name) => [name, sha256(readFileSync(resolve(root, name ?? '')))]);
    }),
  );

/** The cases of the guides' chapters in Japanese, as the titles of runbooks call them. */
const CASES: ReadonlyMap<string, string> = new Map([
  ['offline', 'オフライン'],
  ['online', 'オンライン'],
  ['incremental', '段階的'],
  ['netscape', 'Netscape'],
]);

/** "iPlanet Messaging Server Migration Guide, chapter 3 (offline)" */
function sourceOf({ source: { guide, chapter, section } }: Runbook, language: Language): string {
  const ja = language === 'ja';
  const isLetter = typeof chapter === 'string' && /^[A-Z]$/u.test(chapter);
  const part = isLetter
    ? { en: `appendix ${chapter}`, ja: `付録 ${chapter}` }
    : { en: `chapter ${chapter}`, ja: `第 ${chapter} 章` };
  const where = chapter === undefined ? [] : [part[language]];
  // A number is the guide's own; a word is ours, for the one of its cases that is meant.
  const isNumber = section !== undefined && /^[A-Z0-9]+(?:\.[0-9]+)+$/u.test(section);
  const numbered = isNumber ? [ja ? `${section} 節` : `section ${section}`] : [];
  const title = typeof guide === 'string' ? guide : guide[language];
  const words = [title, ...where, ...numbered].join(ja ? '、' : ', ');
  if (section === undefined || isNumber) return words;
  return ja ? `${words}（${CASES.get(section) ?? section}）` : `${words} (${section})`;
}
