import { z } from 'zod';

import { localized } from '../localized.ts';
import { progress, sessions } from './ssh.ts';

/** `on`: name of a parameter of type host. `run`: a shell template. */
const end = z.strictObject({ on: z.string(), run: z.string().min(1), as: z.string().optional() });

/**
 * What a command prints on one host is what another reads on another host, carried by Watari: for hosts that cannot reach
 * each other. Both commands are detached, named jobs.
 */
export const stream = z.strictObject({
  from: end,
  to: end,
  /** Run instead of `to.run` where an earlier attempt has begun before. */
  retry: z.strictObject({ to: z.string().min(1) }).optional(),
  sessions: sessions.optional(),
  /** What lines of the target's output count. */
  progress: progress.optional(),
  timeoutMinutes: z.number().positive().optional(),
  expectedMinutes: z.number().positive().optional(),
  cancel: z.enum(['term-then-kill', 'term-only']).optional(),
  note: localized.optional(),
});
export type Stream = z.infer<typeof stream>;
export const streamDescription = {
  en: 'Carries what a command prints on one host to a command on another, where the hosts cannot reach each other. Both run as named jobs that can be found again.',
  ja: '一方のホストのコマンドの出力を、もう一方のホストのコマンドへ Watari が渡します。ホスト同士が直接通信できない場合に使います。どちらも名前付きのジョブとして動き、あとから見つけられます。',
} as const;
