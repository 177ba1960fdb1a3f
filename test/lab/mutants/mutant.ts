import { expect } from 'vitest';

import type { Difference } from '#core/lab/difference.ts';

import type { EditedRunbook } from './edited-runbook.ts';

/** A runbook with one mistake in it, and what must notice. */
export type Mutant = {
  readonly name: string;
  /** The variant that is rehearsed, where it is not the table's own. */
  readonly runbook?: string;
  readonly edit: (runbook: EditedRunbook) => unknown;
  /** More options of `rehearse`. */
  readonly options?: readonly string[];
  /** What is seen of it, so that it is noticed. */
  readonly noticed: { readonly [K in keyof Seen]?: unknown };
};

/** What is seen of a rehearsal from outside. */
export type Seen = {
  readonly exit: number | null;
  readonly status: string | undefined;
  /** The step that it ended at: its number, and its id where numbers are counted anew. */
  readonly at: string | undefined;
  readonly step: string | undefined;
  /** Its last lines. */
  readonly said: string;
  readonly differences: readonly Difference[];
};

/** It does not load. */
export const byCheck = (saying: RegExp): Mutant['noticed'] => ({
  exit: 1,
  status: undefined,
  said: expect.stringMatching(saying),
});
/** The rehearsal ends at the step of this number, saying this. */
export const atStep = (at: string, saying: RegExp): Mutant['noticed'] => ({
  exit: 1,
  status: 'open',
  at,
  said: expect.stringMatching(saying),
});
/** The rehearsal ends at the step of this id, saying this. */
export const stoppedAt = (step: string, saying: RegExp): Mutant['noticed'] => ({
  exit: 1,
  status: 'open',
  step,
  said: expect.stringMatching(saying),
});
/** It ends completed, and the comparison finds a difference of this kind. */
export const afterwards = (kind: Difference['kind'], where: RegExp): Mutant['noticed'] => ({
  exit: 0,
  status: 'completed',
  differences: expect.arrayContaining([{ kind, where: expect.stringMatching(where) }]),
});

/** Evenly from the whole table, so that every kind of mistake and every stretch of the procedure is among them. */
const TRIED_EACH_TIME = 2;

/** With `npm run test:mutants`, which takes many times as long. */
export const TRIES_EVERY = process.env['WATARI_MUTANTS'] === 'every';

/** Some of a table's mutants; all of them with `npm run test:mutants`. */
export function sample(mutants: readonly Mutant[]): readonly Mutant[] {
  if (TRIES_EVERY) return mutants;
  const stride = mutants.length / TRIED_EACH_TIME;
  return Array.from({ length: TRIED_EACH_TIME }, (_, index) => mutants[Math.floor(index * stride)]).filter(
    (mutant) => mutant !== undefined,
  );
}
