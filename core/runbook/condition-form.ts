import { z } from 'zod';

import type { Localized } from './localized.ts';

/** Names of parameters begin small, so that they never look like the guide's own words. */
export const parameterName = z.string().regex(/^[a-z][A-Za-z0-9]*$/u);

/** Structural: `{ loginSeparator: "+" }`, `{ all: [...] }`, `{ any: [...] }`, `{ not: ... }`. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly [parameter: string]: string | boolean | number };
export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
    z.strictObject({ not: condition }),
    z.record(parameterName, z.union([z.string(), z.boolean(), z.number()])),
  ]),
);

/** How a condition is written, and when it holds. */
export const CONDITION_FORMS: readonly { readonly written: string; readonly means: Localized }[] = [
  {
    written: '{ parameter: value }',
    means: {
      en: 'The parameter has this value. Several keys must all hold.',
      ja: 'パラメータがこの値であるときに成り立ちます。キーが複数あれば、すべてを満たす必要があります。',
    },
  },
  {
    written: '{ all: [...] }',
    means: { en: 'Every one of these holds.', ja: 'すべてが成り立つときに成り立ちます。' },
  },
  {
    written: '{ any: [...] }',
    means: { en: 'At least one of these holds.', ja: '1 つでも成り立てば成り立ちます。' },
  },
  { written: '{ not: ... }', means: { en: 'This does not hold.', ja: '成り立たないときに成り立ちます。' } },
  {
    written: '{ waveFirst: true }',
    means: {
      en: 'Inside a group with `each`: this is the first wave (`false`: a later one).',
      ja: '`each` のある見出しの中で、最初のウェーブであるときに成り立ちます（`false` なら 2 番目以降）。',
    },
  },
];
