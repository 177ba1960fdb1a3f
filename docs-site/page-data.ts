// What a runbook's page is drawn from. The build and the reader's browser call readPage with other values, and so show
// what the same compiler makes of them: nothing here holds a text of a step or a command. Bundled for browsers.
import { type Sha256, compilePage, fieldProblem } from '../core/plan/page.ts';
import type { Language, Problem, Runbook } from '../core/runbook/index.ts';
import { type PageNeeds, needsOf } from './page/needs.ts';
import { type PageParameter, parametersOf } from './page/parameters.ts';
import { type PageStep, stepsOf } from './page/steps.ts';
import { type PageTalks, talksOf } from './page/talks.ts';

export { hostsDiagram } from './page/hosts-diagram.ts';
export type { PageNeeds } from './page/needs.ts';
export type { PageParameter } from './page/parameters.ts';
export type { PageOperation, PageStep } from './page/steps.ts';

/** The JSON beside a runbook's page. One language: texts of the other one are empty. */
export type PageData = {
  readonly language: Language;
  readonly runbook: Runbook;
  /** Of every step, by its id, in full; made of the step in both languages. */
  readonly stepHashes: Readonly<Record<string, Sha256>>;
  readonly documents: Readonly<Record<string, Sha256>>;
  /** Guide, chapter and section, as one phrase. */
  readonly source: string;
  /** This page as Markdown, relative to the site's base: `runbooks/iplanet/sims-offline.md`. */
  readonly markdown: string;
};

/** A page for certain values, in its one language. */
export type PageView = {
  /** Of the whole plan: that these are examples, which steps pass secrets as arguments. */
  readonly warnings: readonly string[];
  readonly needs: PageNeeds;
  readonly parameters: readonly PageParameter[];
  /** Hosts and who talks to whom: `hostsDiagram(talks, language)` draws it, for these values. */
  readonly talks: PageTalks;
  /** Every step in the plan's order, those that do not apply as well. */
  readonly steps: readonly PageStep[];
};
/** What is wrong with one value, or with none in particular (`name: null`). */
export type PageProblem = { readonly name: string | null; readonly sentence: string };
export type PageReading =
  | { readonly kind: 'view'; readonly view: PageView }
  | { readonly kind: 'problems'; readonly problems: readonly PageProblem[] };

/** The page for these values; left out ones take the guide's examples. Or every value that cannot stand. */
export function readPage(data: PageData, values: Readonly<Record<string, string>>): PageReading {
  const { language, runbook } = data;
  const compiled = compilePage({ ...data, values });
  if (compiled.kind === 'problems')
    return { kind: 'problems', problems: compiled.problems.map((one) => problemOf(one, data, values)) };
  const { plan } = compiled;
  const steps = stepsOf(runbook, plan, language);
  return {
    kind: 'view',
    view: {
      warnings: plan.warnings.map((text) => text[language]),
      needs: needsOf(runbook, plan, steps, language),
      parameters: parametersOf(runbook, plan, language),
      talks: talksOf(runbook, plan, language),
      steps,
    },
  };
}

function problemOf(
  { path, found, allowed }: Problem,
  { runbook, language }: PageData,
  values: Readonly<Record<string, string>>,
): PageProblem {
  const parameter = Object.hasOwn(runbook.parameters, path) ? runbook.parameters[path] : undefined;
  return parameter === undefined
    ? { name: null, sentence: `${path}: ${found[language]} (${allowed[language]})` }
    : { name: path, sentence: fieldProblem(parameter, values[path] ?? '', language) };
}
