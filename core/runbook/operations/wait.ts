import { z } from 'zod';

import { means } from '../meaning.ts';
import { expectation } from './expect.ts';
import { as, harmlessCommand, note, on } from './shared-keys.ts';

/** Polls a command that changes nothing until its output says so. */
export const wait = z.strictObject({
  on,
  run: harmlessCommand,
  as,
  until: means(
    expectation,
    'What its output looks like when the waiting is over.',
    '待ち終えたときの出力です。',
  ),
  everySeconds: means(
    z.number().positive(),
    'How many seconds lie between two looks.',
    '調べる間隔の秒数です。',
  ),
  timeoutMinutes: means(
    z.number().positive(),
    'After so many minutes the waiting has failed.',
    'この分数を過ぎると、失敗とします。',
  ),
  note,
});
export type Wait = z.infer<typeof wait>;
export const waitDescription = {
  en: 'Repeats a command that changes nothing until its output is as expected.',
  ja: '状態を変えないコマンドを、出力が期待どおりになるまで繰り返します。',
} as const;
