/** What is wrong with a file that a person wrote: where, what stands there, what may stand there. */
export type Problem = {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** Path inside the document, e.g. `steps[2].risk`. */
  readonly path: string;
  /** A closed list in `check.ts`, e.g. `schema`, `unused-parameter`. */
  readonly rule: string;
  readonly found: string;
  readonly allowed: string;
};

/** `runbooks/iplanet/sims-offline.yaml:31 steps[2].risk: found "high", allowed: safe, disruptive, irreversible` */
export const formatProblem = (p: Problem): string =>
  `${p.file}:${p.line} ${p.path}: found ${p.found}, allowed: ${p.allowed}`;
