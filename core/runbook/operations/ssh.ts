import { z } from 'zod';

import { means } from '../meaning.ts';
import { expectation } from './expect.ts';
import { prompts } from './prompt.ts';
import { as, cancel, expectedMinutes, note, on, timeoutMinutes } from './shared-keys.ts';

/** Splits a `users` parameter into lists and runs one job a list, at once. `file` names the path parameter that stands for the list. */
export const sessions = z.strictObject({
  users: means(
    z.string(),
    'Name of a parameter of type users, or `wave.users`.',
    'users 型のパラメータの名前、または `wave.users` です。',
  ),
  count: means(
    z.string(),
    'Name of a parameter of type integer: how many at once.',
    'integer 型のパラメータの名前です。同時に実行する数です。',
  ),
  file: means(
    z.string(),
    'Name of a parameter of type path, which stands for the file with the list of each.',
    'path 型のパラメータの名前です。それぞれの一覧を書いたファイルを表します。',
  ),
});

/**
 * What a line of the output means for people who wait: each one that `pattern` (flags `u`) finds counts one, or the number
 * that its first group holds.
 */
export const progress = z
  .array(
    z.strictObject({
      pattern: means(
        z.string().min(1),
        'A regular expression. Each line that it finds counts one, or the number that its first group holds.',
        '正規表現です。一致した行ごとに 1、または最初のグループの数を数えます。',
      ),
      counts: means(z.enum(['users', 'messages', 'bytes']), 'What is counted.', '数えるものです。'),
    }),
  )
  .min(1);

const run = means(
  z.string().min(1).optional(),
  "The command. `{{name}}` is quoted by the parameter's type. Exactly one of `run` and `pipe`.",
  'コマンドです。`{{名前}}` はパラメータの型に応じて引用符で囲みます。`run` と `pipe` のどちらか一方だけを書きます。',
);
const pipe = means(
  z.array(z.string().min(1)).min(2).optional(),
  'A pipeline as a list of commands, so that every exit status counts.',
  'パイプラインをコマンドの一覧で書きます。すべてのコマンドの終了ステータスを確かめるためです。',
);

/** A command on a host. In `do` and `undo` it is a detached, named job; in `verify` a plain exec that changes nothing. */
export const ssh = z.strictObject({
  on,
  run,
  pipe,
  as,
  stdin: means(
    z.string().optional(),
    'What the command reads (a template).',
    'コマンドの標準入力に渡す内容です（テンプレート）。',
  ),
  expect: means(
    expectation.optional(),
    'What counts as success. Left out: exit status 0.',
    '成功の条件です。省略すると、終了ステータス 0 です。',
  ),
  prompts,
  sessions: means(
    sessions.optional(),
    'Runs it several times at once, each with a part of the users.',
    'ユーザを分けて、複数のジョブを同時に実行します。',
  ),
  retry: means(
    z.strictObject({ run, pipe }).optional(),
    'Run instead where an earlier attempt has begun before: what is there already must not be made twice.',
    '前の試行がすでに始まっていた場合に、代わりに実行します。すでにあるものを二重に作らないためです。',
  ),
  eachUser: means(
    z.boolean().optional(),
    'Inside a group with `each`: runs once a user of the wave, with `{{user.uid}}` and `{{user.mailbox}}` in `run`, in one job. Where it fails for one, it goes on with the others. A retry is for every user who is in the wave then, those for whom it succeeded included: what may not be repeated needs a `retry`.',
    '`each` のある見出しの中で、ウェーブのユーザごとに 1 回、1 つのジョブの中で実行します。`run` では `{{user.uid}}` と `{{user.mailbox}}` を使えます。1 人で失敗しても、残りのユーザについて続けます。再試行では、成功したユーザも含め、その時点でウェーブにいる全員についてやり直します。繰り返せないコマンドには `retry` を書いてください。',
  ),
  takenOutToo: means(
    z.boolean().optional(),
    'With `eachUser`: also for users who were taken out of the wave.',
    '`eachUser` とともに使います。ウェーブから外したユーザも対象にします。',
  ),
  progress: means(
    progress.optional(),
    'What lines of the output count, for people who wait.',
    '出力のどの行を、進み具合として数えるかを書きます。',
  ),
  timeoutMinutes,
  expectedMinutes,
  idempotent: means(
    z.boolean().optional(),
    'The author says that running it again from the start is harmless. It is for readers: Watari repeats nothing unasked.',
    '最初からやり直しても害がないことを示す、読み手のための印です。Watari が要求なしにやり直すことはありません。',
  ),
  cancel,
  note,
});
export type Ssh = z.infer<typeof ssh>;
export const sshDescription = {
  en: 'Runs a command on a host as a named job that survives a lost connection and can be found again.',
  ja: 'ホスト上でコマンドを実行します。名前付きのジョブとして動くため、接続が切れても処理は続き、あとから見つけられます。',
} as const;
