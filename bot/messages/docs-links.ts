import { type Language, LANGUAGES, type Localized, type PlannedStep } from '#core/index.ts';

import { escape, LONGEST } from './blocks.ts';
import { cardWords } from './card-words.ts';

/** By this a reader tells whether card and page are about the same step: both show it, as short. */
export const shortHash = ({ stepHash }: Pick<PlannedStep, 'stepHash'>): string =>
  `\`${stepHash.slice(0, 8)}\``;

/** Where a page is, an address a language. `isExample`: the values of the run did not fit into it. */
export type DocsAddress = Localized & { readonly isExample?: true };

/** What stands around an address in its link: marks and words. */
const AROUND =
  3 +
  Math.max(
    ...[cardWords.documentation, cardWords.documentationOfExamples].flatMap(({ en, ja }) => [
      en.length,
      ja.length,
    ]),
  );

/**
 * Whether a link to it fits into Slack, alone in its element; cut, it would lead elsewhere. Slack's reference allows 3,000
 * characters in any text, but people have met 2,000 in a context, so ours stay below that.
 */
export const fitsLink = (address: string): boolean => escape(address).length + AROUND <= LONGEST.context;

/** The documentation in the language of the one person who reads this. */
export const docsLinkIn = (docs: DocsAddress, language: Language): string => {
  const words = docs.isExample === true ? cardWords.documentationOfExamples : cardWords.documentation;
  return `<${escape(docs[language])}|${words[language]}>`;
};

/**
 * A channel is read in both languages, and a link cannot know who clicks it: there is one for each, in its own words, the
 * channel's language first. Each is for an element of its own, since an address may fill one.
 */
export const docsLinks = (docs: DocsAddress, first: Language): string[] =>
  LANGUAGES.toSorted((a, b) => Number(b === first) - Number(a === first)).map((language) =>
    docsLinkIn(docs, language),
  );
