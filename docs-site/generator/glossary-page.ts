import type { Language } from '../../core/runbook/index.ts';
import type { Term } from '../glossary/term.ts';
import { siteWords } from './words.ts';

export type Glossary = readonly Term[];

/** One heading a word, so that marks in pages have somewhere to lead. In the order of the table's own language. */
export function glossaryMarkdown(glossary: Glossary, language: Language): string {
  const words = glossary.toSorted((a, b) => keyOf(a, language).localeCompare(keyOf(b, language), language));
  const entries = words
    .map((term) => {
      const other = language === 'ja' ? term.en.word : term.ja.word;
      const reading = language === 'ja' && term.ja.reading !== undefined ? `${term.ja.reading}、` : '';
      const { word, meaning } = term[language];
      const beside = language === 'ja' ? `（${reading}${other}）` : `(${other}) `;
      return `## ${word} {#${term.id}}\n\n${beside}${meaning}\n`;
    })
    .join('\n');
  return `${siteWords.glossarySummary[language]}\n\n${entries}`;
}

const keyOf = (term: Glossary[number], language: Language): string =>
  language === 'ja' ? (term.ja.reading ?? term.ja.word) : term.en.word;
