import { z } from 'zod';

import { localized } from '../localized.ts';
import { expectation } from './expect.ts';

/** Polls a command that changes nothing until its output says so. */
export const wait = z.strictObject({
  on: z.string(),
  run: z.string().min(1),
  as: z.string().optional(),
  until: expectation,
  everySeconds: z.number().positive(),
  timeoutMinutes: z.number().positive(),
  note: localized.optional(),
});
export type Wait = z.infer<typeof wait>;
export const waitDescription = {
  en: 'Repeats a command that changes nothing until its output is as expected.',
  ja: '状態を変えないコマンドを、出力が期待どおりになるまで繰り返します。',
} as const;
