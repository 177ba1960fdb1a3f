import { z } from 'zod';

/** An entry of a services file: `imap 143/tcp`. */
const service = z.strictObject({
  name: z.string().regex(/^[!-"$-~]+$/u),
  port: z.int().min(1).max(65_535),
  protocol: z.enum(['tcp', 'udp']),
});

/**
 * Ensures lines, or entries of a services file, in a remote text file, keeping encoding, line ends and everything else; a
 * backup first; the diff is the preview. Exactly one of `lines` and `services`.
 */
export const file = z.strictObject({
  on: z.string(),
  path: z.string(),
  lines: z.array(z.string().min(1)).min(1).optional(),
  /** An entry that stands there under another name, or with another port or protocol, is a conflict: nothing is written. */
  services: z.array(service).min(1).optional(),
  /** Of lines. Default `present`, the only way of services. */
  ensure: z.enum(['present', 'absent']).optional(),
  /** A line that this expression finds is the same setting under another value, and is replaced (shown in the diff). */
  replaces: z.string().optional(),
  create: z.boolean().optional(),
});
export type File = z.infer<typeof file>;
export const fileDescription = {
  en: 'Makes sure that lines, or entries of a services file, stand in a file, or that lines do not; keeps the rest byte for byte and makes a backup first.',
  ja: 'ファイルに指定した行がある（またはない）状態、または services ファイルに指定した登録がある状態にします。ほかの部分は 1 バイトも変えず、先にバックアップを取ります。',
} as const;
