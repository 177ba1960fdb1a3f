import { z } from 'zod';

/** Ensures lines in a remote text file, keeping encoding, line ends and everything else; a backup first; the diff is the preview. */
export const file = z.strictObject({
  on: z.string(),
  path: z.string(),
  lines: z.array(z.string().min(1)).min(1),
  ensure: z.enum(['present', 'absent']),
  /** A line that this expression finds is the same setting under another value, and is replaced (shown in the diff). */
  replaces: z.string().optional(),
  create: z.boolean().optional(),
});
export type File = z.infer<typeof file>;
export const fileDescription = {
  en: 'Makes sure that lines stand in a file, or do not; keeps the rest byte for byte and makes a backup first.',
  ja: 'ファイルに指定した行がある（またはない）状態にします。ほかの部分は 1 バイトも変えず、先にバックアップを取ります。',
} as const;
