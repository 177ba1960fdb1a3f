import { z } from 'zod';

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
