import { z } from 'zod';

import { localized } from '../localized.ts';
import { expectation } from './expect.ts';

/** A prompt of an interactive program and the answer to it; the answer is given only once the prompt was seen. */
export const prompt = z.strictObject({ asks: z.string().min(1), answer: z.string() });

/** Splits a `users` parameter into lists and runs one job a list, at once. `file` names the path parameter that stands for the list. */
export const sessions = z.strictObject({ users: z.string(), count: z.string(), file: z.string() });

/**
 * What a line of the output means for people who wait: each one that `pattern` (flags `u`) finds counts one, or the number
 * that its first group holds.
 */
export const progress = z
  .array(z.strictObject({ pattern: z.string().min(1), counts: z.enum(['users', 'messages', 'bytes']) }))
  .min(1);

/** A command on a host. In `do` and `undo` it is a detached, named job; in `verify` a plain exec that changes nothing. */
export const ssh = z.strictObject({
  /** Name of a parameter of type host. */
  on: z.string(),
  /** Shell template: `{{name}}` is quoted by the parameter's type. Exactly one of `run` and `pipe`. */
  run: z.string().min(1).optional(),
  /** A pipeline as data, so that every part's exit counts. */
  pipe: z.array(z.string().min(1)).min(2).optional(),
  /** OS user to run as (template, plain text); default: the login user. */
  as: z.string().optional(),
  stdin: z.string().optional(),
  expect: expectation.optional(),
  prompts: z.array(prompt).optional(),
  sessions: sessions.optional(),
  /** Run instead where an earlier attempt has begun before: what is there already must not be made twice. */
  retry: z
    .strictObject({ run: z.string().min(1).optional(), pipe: z.array(z.string().min(1)).min(2).optional() })
    .optional(),
  /** Inside a group with `each`: runs once a user of the wave, with `{{user.uid}}` and `{{user.mailbox}}`, in one job. */
  eachUser: z.boolean().optional(),
  progress: progress.optional(),
  timeoutMinutes: z.number().positive().optional(),
  /** After this long, people are told that it takes longer than expected. */
  expectedMinutes: z.number().positive().optional(),
  /** Running it again from the start is harmless. Only then may it be repeated without asking. */
  idempotent: z.boolean().optional(),
  /** `term-only`: never SIGKILL (a store tool killed leaves locks). Default `term-then-kill`. */
  cancel: z.enum(['term-then-kill', 'term-only']).optional(),
  /** Shown above the command: what this one is for, where a step has several. */
  note: localized.optional(),
});
export type Ssh = z.infer<typeof ssh>;
export const sshDescription = {
  en: 'Runs a command on a host as a named job that survives a lost connection and can be found again.',
  ja: 'ホスト上でコマンドを実行します。名前付きのジョブとして動くため、接続が切れても処理は続き、あとから見つけられます。',
} as const;
