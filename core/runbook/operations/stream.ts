import { z } from 'zod';

import { means } from '../meaning.ts';
import { as, cancel, command, expectedMinutes, note, on, timeoutMinutes } from './shared-keys.ts';
import { progress, sessions } from './ssh.ts';

const end = z.strictObject({ on, run: command, as });

/**
 * What a command prints on one host is what another reads on another host, carried by Watari: for hosts that cannot reach
 * each other. Both commands are detached, named jobs.
 */
export const stream = z.strictObject({
  from: means(end, 'What prints.', '出力する側です。'),
  to: means(end, 'What reads it.', '受け取る側です。'),
  retry: means(
    z
      .strictObject({
        to: means(z.string().min(1), 'The command that reads.', '受け取る側のコマンドです。'),
      })
      .optional(),
    'Run instead where an earlier attempt has begun before: what is there already must not be made twice.',
    '前の試行がすでに始まっていた場合に、代わりに実行します。すでにあるものを二重に作らないためです。',
  ),
  sessions: means(
    sessions.optional(),
    'Runs it several times at once, each with a part of the users.',
    'ユーザを分けて、複数のジョブを同時に実行します。',
  ),
  progress: means(
    progress.optional(),
    'What lines of the output of the reading command count, for people who wait.',
    '受け取る側の出力のどの行を、進み具合として数えるかを書きます。',
  ),
  timeoutMinutes,
  expectedMinutes,
  cancel,
  note,
});
export type Stream = z.infer<typeof stream>;
export const streamDescription = {
  en: 'Carries what a command prints on one host to a command on another, where the hosts cannot reach each other. Both run as named jobs that can be found again.',
  ja: '一方のホストのコマンドの出力を、もう一方のホストのコマンドへ Watari が渡します。ホスト同士が直接通信できない場合に使います。どちらも名前付きのジョブとして動き、あとから見つけられます。',
} as const;
