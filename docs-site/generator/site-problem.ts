/** What is wrong with the documentation's sources, for whoever writes them. */
export type SiteProblem = { readonly file: string; readonly line: number; readonly sentence: string };

/** `docs-site/content/how-to/approve.ja.md:12: there is no heading …` */
export const formatSiteProblem = ({ file, line, sentence }: SiteProblem): string =>
  `${file}:${line}: ${sentence}`;

/** By file, then by line; each once. */
export const inOrder = (problems: readonly SiteProblem[]): readonly SiteProblem[] =>
  [...new Map(problems.map((one) => [formatSiteProblem(one), one])).values()].toSorted((a, b) =>
    a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1,
  );
