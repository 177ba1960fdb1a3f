import { z } from 'zod';

import { means } from '../meaning.ts';
import { on } from './shared-keys.ts';

/** An entry of a services file: `imap 143/tcp`. */
const service = z.strictObject({
  name: means(z.string().regex(/^[!-"$-~]+$/u), 'Its name.', 'サービスの名前です。'),
  port: means(z.int().min(1).max(65_535), 'Its port.', 'ポートです。'),
  protocol: means(z.enum(['tcp', 'udp']), 'Its protocol.', 'プロトコルです。'),
});

/**
 * Ensures lines, or entries of a services file, in a remote text file, keeping encoding, line ends and everything else; a
 * backup first; the diff is the preview. Exactly one of `lines` and `services`.
 */
export const file = z.strictObject({
  on,
  path: means(
    z.string(),
    'The file: name of a parameter of type path, or a template.',
    '対象のファイルです。path 型のパラメータの名前、またはテンプレートを書きます。',
  ),
  lines: means(
    z.array(z.string().min(1)).min(1).optional(),
    'The lines. Exactly one of `lines` and `services`.',
    '対象の行です。`lines` と `services` のどちらか一方だけを書きます。',
  ),
  services: means(
    z.array(service).min(1).optional(),
    'Entries of a services file. One that stands there under another name, or with another port or protocol, is a conflict: nothing is written.',
    'services ファイルの登録です。別の名前、ポート、プロトコルで登録済みの場合は矛盾とみなし、何も書き込みません。',
  ),
  ensure: means(
    z.enum(['present', 'absent']).optional(),
    'Whether the lines must stand there or must not. Left out: `present`, the only way of services.',
    '行がある状態（`present`）にするか、ない状態（`absent`）にするかです。省略すると `present` です。services で使えるのは `present` だけです。',
  ),
  replaces: means(
    z.string().optional(),
    'A regular expression: a line that it finds is the same setting under another value, and is replaced (shown in the diff).',
    '正規表現です。一致した行を、同じ設定の別の値とみなして置き換えます（差分に表示します）。',
  ),
  create: means(
    z.boolean().optional(),
    'Makes the file where there is none.',
    'ファイルがなければ作ります。',
  ),
});
export type File = z.infer<typeof file>;
export const fileDescription = {
  en: 'Makes sure that lines, or entries of a services file, stand in a file, or that lines do not; keeps the rest byte for byte and makes a backup first.',
  ja: 'ファイルに指定した行がある（またはない）状態、または services ファイルに指定した登録がある状態にします。ほかの部分は 1 バイトも変えず、先にバックアップを取ります。',
} as const;
