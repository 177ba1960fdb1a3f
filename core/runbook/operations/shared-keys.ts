import { z } from 'zod';

import { localized } from '../localized.ts';
import { means } from '../meaning.ts';

/** Keys that several verbs share, each with its meaning. */
export const on = means(z.string(), 'Name of a parameter of type host.', 'host 型のパラメータの名前です。');
export const as = means(
  z.string().optional(),
  'The OS user to run as (a template). Left out: the login user.',
  '実行する OS ユーザです（テンプレート）。省略すると、ログインするユーザで実行します。',
);
export const command = means(
  z.string().min(1),
  "The command. `{{name}}` is quoted by the parameter's type.",
  'コマンドです。`{{名前}}` はパラメータの型に応じて引用符で囲みます。',
);
/** Of a probe. */
export const harmlessCommand = means(
  z.string().min(1),
  "The command, which changes nothing. `{{name}}` is quoted by the parameter's type.",
  '状態を変えないコマンドです。`{{名前}}` はパラメータの型に応じて引用符で囲みます。',
);
export const note = means(
  localized.optional(),
  'Shown above the command: what this one is for, where a step has several.',
  'コマンドの上に表示します。手順に操作が複数あるとき、何のためのものかを書きます。',
);
/** Of a job. */
export const timeoutMinutes = means(
  z.number().positive().optional(),
  'After so many minutes it is told to end, which is a failure.',
  'この分数を過ぎると終了させ、失敗とします。',
);
/** Of a probe that waits. */
export const waitMinutes = means(
  z.number().positive().optional(),
  'How many minutes it waits. Left out: it looks once.',
  '待つ分数です。省略すると 1 回だけ調べます。',
);
export const expectedMinutes = means(
  z.number().positive().optional(),
  'After so many minutes people are told that it takes longer than expected.',
  'この分数を過ぎると、想定より時間がかかっていることを知らせます。',
);
export const cancel = means(
  z.enum(['term-then-kill', 'term-only']).optional(),
  'How `cancel` ends it. `term-only`: never SIGKILL, which would leave locks in a mail store. Left out: `term-then-kill`.',
  '`cancel` で終了させる方法です。`term-only` は SIGKILL を使いません（メールストアにロックが残るのを防ぎます）。省略すると `term-then-kill` です。',
);
