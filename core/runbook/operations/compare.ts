import { z } from 'zod';

import { means } from '../meaning.ts';
import { as, harmlessCommand, note, on } from './shared-keys.ts';

const side = z.strictObject({ on, run: harmlessCommand, as });

/** A probe: two commands that change nothing must print the same lines, in any order. */
export const compare = z.strictObject({
  left: means(side, 'The one command.', '比べる一方のコマンドです。'),
  right: means(side, 'The other.', 'もう一方のコマンドです。'),
  note,
});
export type Compare = z.infer<typeof compare>;
export const compareDescription = {
  en: 'Runs two commands that change nothing and compares what they print, line by line. Where neither prints a line, nothing is proven.',
  ja: '状態を変えない 2 つのコマンドの出力を、行単位で比べます。どちらも何も出力しない場合は、一致とはみなしません。',
} as const;
