import { z } from 'zod';

import { localized } from '../localized.ts';

const side = z.strictObject({ on: z.string(), run: z.string().min(1), as: z.string().optional() });

/** A probe: two commands that change nothing must print the same lines, in any order. */
export const compare = z.strictObject({ left: side, right: side, note: localized.optional() });
export type Compare = z.infer<typeof compare>;
export const compareDescription = {
  en: 'Runs two commands that change nothing and compares what they print, line by line.',
  ja: '状態を変えない 2 つのコマンドの出力を、行単位で比べます。',
} as const;
