import { z } from 'zod';

import type { Localized } from './localized.ts';

/** What a key of a file means, beside its form: in the schemas of editors and in the reference. */
const MEANINGS = z.registry<Localized>();

/** Says in both languages what a key means. A form that several keys share keeps its own identity. */
export function means<Schema extends z.ZodType>(schema: Schema, en: string, ja: string): Schema {
  const copy = schema.clone();
  MEANINGS.add(copy, { en, ja });
  return copy;
}

/** What was said of it, or of what it was made from. */
export const meaningOf = (schema: z.core.$ZodType): Localized | null => {
  const said = MEANINGS.get(schema);
  return said === undefined ? null : { en: said.en, ja: said.ja };
};
