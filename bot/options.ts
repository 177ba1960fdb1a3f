import type { Localized } from '#core/index.ts';

import { both } from './messages/words.ts';

/** Every option that may be typed, in the terminal or after `/migrate`, with what it means. */
export const OPTIONS = {
  json: {
    type: 'boolean',
    means: both(
      'Answers with one JSON document on stdout, for scripts.',
      '結果を 1 つの JSON として標準出力に書き出します。スクリプト向けです。',
    ),
  },
  lang: {
    type: 'string',
    means: both('`en` or `ja`: the language of the answer.', '表示する言語（`en` または `ja`）です。'),
  },
  run: {
    type: 'string',
    means: both(
      'Which run is meant, by its id. Left out: the only open one.',
      '対象の実行の ID です。省略すると、進行中のただ 1 つの実行が対象になります。',
    ),
  },
  lab: {
    type: 'string',
    means: both('The folder of that lab is the site.', '指定したラボを、拠点の代わりに使います。'),
  },
  as: {
    type: 'string',
    means: both(
      'Acts as that simulated person. On rehearsals alone.',
      '指定した模擬の参加者として操作します。リハーサルでだけ使えます。',
    ),
  },
  help: {
    type: 'boolean',
    short: 'h',
    means: both('Shows the commands.', 'コマンドの一覧を表示します。'),
  },
  set: {
    type: 'string',
    multiple: true,
    means: both(
      '`name=value`: the value of a parameter. May stand several times. In the terminal `@path` reads lists of users and waves from a file.',
      'パラメータの値を `名前=値` の形で指定します。繰り返し使えます。ターミナルでは、ユーザやウェーブの一覧を `@パス` でファイルから読み込めます。',
    ),
  },
  examples: {
    type: 'boolean',
    means: both(
      'Parameters that are left out take their example values. Such a plan is for reading and cannot be started.',
      '指定しなかったパラメータに、例の値を使います。この計画は閲覧用で、開始できません。',
    ),
  },
  reason: {
    type: 'string',
    means: both('Why. It goes into the journal.', '理由です。ジャーナルに記録します。'),
  },
  note: {
    type: 'string',
    means: both(
      'What was seen or done. It is the evidence of a step that a person does.',
      '確認したこと、行ったことです。担当者が行う手順の証跡になります。',
    ),
  },
  'not-done': {
    type: 'boolean',
    means: both('The person says that it is not done.', '作業が完了していないことを伝えます。'),
  },
  yes: {
    type: 'boolean',
    means: both(
      'Goes on without asking: a rehearsal starts simulated hosts on this machine.',
      '確認なしで進めます。リハーサルはこのマシンで模擬ホストを起動します。',
    ),
  },
  size: {
    type: 'string',
    means: both(
      'How many users: of a wave (`waves`), or of the lab (`rehearse`: `small` or `full`).',
      'ユーザの数です。`waves` ではウェーブの人数、`rehearse` ではラボの規模（`small` または `full`）を指定します。',
    ),
  },
  seed: {
    type: 'string',
    means: both(
      'A whole number: the same seed makes the same users, mailboxes and mail.',
      '整数です。同じ値を指定すると、同じユーザ、メールボックス、メールができます。',
    ),
  },
  faults: {
    type: 'string',
    means: both(
      'Faults to throw in, between commas: `name@step`, `name@step.operation`, or `random:SEED`.',
      '起こす障害を、コンマ区切りで指定します（`名前@手順`、`名前@手順.操作`、または `random:シード`）。',
    ),
  },
  retries: {
    type: 'string',
    means: both(
      'How often the simulated people ask again for a step that failed.',
      '失敗した手順を、模擬の参加者が再び要求する回数です。',
    ),
  },
  abort: {
    type: 'boolean',
    means: both(
      'Ends an interrupted rehearsal. With `--run` alone.',
      '中断したリハーサルを終わらせます。`--run` と一緒に使います。',
    ),
  },
  fingerprint: {
    type: 'string',
    means: both(
      'The fingerprint of a host key, as whoever runs the host read it to you.',
      'ホストの管理者から別の経路で聞いた、ホスト鍵のフィンガープリントです。',
    ),
  },
  from: {
    type: 'string',
    means: both(
      'The wave that users leave; of log, the number of the event to begin with.',
      'ユーザの移動元のウェーブです。log では、表示を始めるイベントの番号です。',
    ),
  },
  to: {
    type: 'string',
    means: both('The later wave that they come into.', '移動先の、後のウェーブです。'),
  },
  canary: {
    type: 'string',
    means: both('How many users the first wave has.', '最初のウェーブの人数です。'),
  },
  domain: {
    type: 'string',
    means: both(
      'Mail domains, between commas. Left out: all.',
      'メールドメインです（コンマ区切り）。省略すると、すべてのドメインです。',
    ),
  },
  out: {
    type: 'string',
    means: both('The file to write.', '書き出すファイルです。'),
  },
} as const;
export type OptionName = keyof typeof OPTIONS;

/** Those of every command of the terminal. */
export const COMMON_OPTIONS = [
  'json',
  'lang',
  'help',
  'run',
  'lab',
  'as',
] as const satisfies readonly OptionName[];

/** What is to be put in where a usage has such a word. */
export const WORDS = {
  command: both(
    'The name of a command, as `help` prints it: `plan`.',
    '`help` に表示されるコマンドの名前です（例：`plan`）。',
  ),
  runbook: both(
    'The id of a runbook, as `list` prints it: `iplanet/sims-offline`.',
    '`list` に表示されるランブックの ID です（例：`iplanet/sims-offline`）。',
  ),
  run: both(
    'The id of a run, as `history` prints it: `sims-0007`.',
    '`history` に表示される実行の ID です（例：`sims-0007`）。',
  ),
  step: both(
    'The number or the id of a step: `9a`, `empty-queue`.',
    '手順の番号または ID です（例：`9a`、`empty-queue`）。',
  ),
  host: both('The name of a host in `inventory.yaml`.', '`inventory.yaml` のホストの名前です。'),
  directory: both(
    'The name of a directory in `inventory.yaml`: `host:port`.',
    '`inventory.yaml` のディレクトリの名前です（`ホスト:ポート`）。',
  ),
  user: both(
    "The name of a user's mailbox, as `waves` prints it: the uid, outside of the default domain `uid@domain`.",
    '`waves` に表示されるメールボックスの名前です。既定のドメインでは uid、ほかのドメインでは `uid@ドメイン` です。',
  ),
  wave: both('The name of a wave, as `waves` prints it.', '`waves` に表示されるウェーブの名前です。'),
  file: both('A runbook, or a folder with runbooks.', 'ランブックのファイル、またはそのフォルダです。'),
  folder: both(
    'A folder below `runbooks/`: small letters, digits and dashes.',
    '`runbooks/` の下のフォルダです。小文字、数字、ハイフンだけを使えます。',
  ),
  name: both(
    'The name of a runbook: small letters, digits and dashes. In `--set`, the name of a parameter.',
    'ランブックの名前です。小文字、数字、ハイフンだけを使えます。`--set` ではパラメータの名前です。',
  ),
} as const satisfies Readonly<Record<string, Localized>>;
