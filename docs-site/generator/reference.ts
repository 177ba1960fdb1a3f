import type { Language, Localized } from '../../core/runbook/index.ts';
import { checkRules, exitStatuses, rehearsalFaults, refusals } from './reference-answers.ts';
import { commands } from './reference-commands.ts';
import { runbookSchema, settings, verbs } from './reference-files.ts';
import type { Reference } from './reference-form.ts';

export { parseReference, type Reference } from './reference-form.ts';

/** A page that is made of the program's own words. `markdown` has neither title nor front matter. */
export type MadeReference = {
  /** `reference/verbs`: the same in both languages. */
  readonly path: string;
  readonly title: string;
  readonly summary: string;
  readonly markdown: string;
};

/** A page before its language is chosen. */
export type ReferenceSource = {
  readonly path: string;
  readonly title: Localized;
  readonly summary: Localized;
  readonly body: (reference: Reference, language: Language) => string;
};

const PAGES: readonly ReferenceSource[] = [
  commands,
  exitStatuses,
  refusals,
  runbookSchema,
  verbs,
  checkRules,
  settings,
  rehearsalFaults,
];

/** The pages of the reference, in their order. Headings have ids that are the same in both languages. */
export const referencePages = (reference: Reference, language: Language): readonly MadeReference[] =>
  PAGES.map(({ path, title, summary, body }) => ({
    path: `reference/${path}`,
    title: title[language],
    summary: summary[language],
    markdown: `${body(reference, language).trim()}\n`,
  }));
