import type { Localized } from '../localized.ts';
import type { Finding } from '../schema-problems.ts';
import type { Survey } from '../survey.ts';

/** A rule that a schema cannot say: its name stands in every problem that it finds. */
export type Rule = {
  readonly name: string;
  readonly description: Localized;
  readonly find: (seen: Survey) => readonly Finding[];
};
