import { NOTHING, both } from './both.ts';
import type { Localized } from './localized.ts';

/** What is wrong with a file that a person wrote: where, what stands there, what may stand there. */
export type Problem = {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** Path inside the document, e.g. `steps[2].risk`. */
  readonly path: string;
  /** A closed list in `check.ts`, e.g. `schema`, `unused-parameter`. */
  readonly rule: string;
  /** Both as nouns: the sentence is made around them. */
  readonly found: Localized;
  readonly allowed: Localized;
};

/**
 * A problem as one line, which begins with `file:line` in either language for editors and scripts:
 * `runbooks/iplanet/sims-offline.yaml:31 steps[2].risk: found "high", allowed: safe, disruptive, irreversible`
 */
export const problemLine = (
  { file, line, path, found, allowed }: Problem,
  where = `${file}:${line} ${path}`.trim(),
): Localized =>
  both(
    `${where}: found ${found.en}, allowed: ${allowed.en}`,
    `${where}：${stands(found)}。書けるもの：${allowed.ja}。`,
  );

/** The same in English, where nobody's language is known. */
export const formatProblem = (problem: Problem): string => problemLine(problem).en;

/** Latin words and code stand apart from the Japanese around them, and Japanese behind a comma. */
function stands({ en, ja }: Localized): string {
  if (en === NOTHING.en) return '記述がありません';
  return `現在は${/^[!-~]/u.test(ja) ? ' ' : '、'}${ja}${/[!-~]$/u.test(ja) ? ' ' : ''}です`;
}
