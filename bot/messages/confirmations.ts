import type { Localized, RunView } from '#core/index.ts';

import { both } from './words.ts';

/** What the person who typed is told once it is done, where the run's messages alone would leave them wondering. */
export const confirmations = {
  note: () => both('The note is in the journal.', 'メモをジャーナルに記録しました。'),
  pause: ({ state }) =>
    state.phase.at === 'running'
      ? both(
          'Pausing: the operation under way ends by itself, nothing begins after it. To go on: `/migrate resume`',
          '一時停止します。実行中の操作が終わると止まり、次の操作は始まりません。再開は `/migrate resume` で行います。',
        )
      : both(
          'Paused: nothing begins. To go on: `/migrate resume`',
          '一時停止しました。次の処理は始まりません。再開は `/migrate resume` で行います。',
        ),
  resume: ({ state }) =>
    state.paused === null
      ? both(
          'Resumed. The next step: `/migrate next-step`',
          '再開しました。次の手順へは `/migrate next-step` で進めます。',
        )
      : both(
          'You asked to resume; somebody else has to approve it, on the card or with `/migrate approve`.',
          '再開を要求しました。ほかの人の承認が必要です（カードのボタンか `/migrate approve`）。',
        ),
  abort: ({ state }) =>
    state.status === 'aborted'
      ? both(
          'The run is aborted. Its message says what it leaves behind.',
          '実行を中止しました。残っているものは、実行のメッセージに表示しています。',
        )
      : both(
          'The run is being aborted: the operation under way ends first.',
          '中止処理を始めました。実行中の操作が終わると中止になります。',
        ),
  cancel: () =>
    both(
      'The jobs were told to end, in your name.',
      'ジョブの終了を指示しました。あなたの名前で記録されます。',
    ),
} as const satisfies Record<string, (view: RunView) => Localized>;

const example = (command: string, en: string, ja: string): Localized =>
  both(
    `${command}: say why, behind the command. Example: \`/migrate ${command} ${en}\``,
    `${command}：コマンドの後に理由を続けて入力してください。例：\`/migrate ${command} ${ja}\`。`,
  );

/** What to type, where something was missing behind the command. */
export const reasonExamples: Readonly<Record<string, Localized>> = {
  pause: example('pause', 'the tape has to be changed', 'テープを交換するため'),
  skip: example('skip', 'it was done last week', '先週のうちに実施済みのため'),
  undo: example('undo', 'the wrong host was stopped', '停止するホストを間違えたため'),
  reject: example('reject', 'not before 22:00', '22 時より前のため'),
  'settle done': example('settle done', 'the queue is empty', 'キューが空だったため'),
  'settle not-done': example('settle not-done', 'the file is not there', 'ファイルがなかったため'),
  confirm: both(
    'confirm: say what you saw or did. Example: `/migrate confirm logged in as wallyc, mail is there` (not done: `/migrate confirm --not-done login refused`)',
    'confirm：確認したこと、行ったことを続けて入力してください。例：`/migrate confirm wallyc でログインし、メールを確認`（未完了のとき：`/migrate confirm --not-done ログインできず`）',
  ),
  note: both(
    'note: say what is to be written down. Example: `/migrate note called the data centre at 21:10`',
    'note：書き残す内容を続けて入力してください。例：`/migrate note 21:10 に連絡済み`。',
  ),
  'waves move': both(
    'waves move: say why, with --reason "…"',
    'waves move：理由を --reason "…" で指定してください。',
  ),
};
