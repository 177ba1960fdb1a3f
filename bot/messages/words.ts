import {
  type Asks,
  both,
  type FailureReason,
  type Localized,
  type LostReason,
  type RunView,
  type StepResult,
} from '#core/index.ts';

export { both };

/** Japanese has a space between its own words and Latin ones, and none inside itself: 田中さん, aiko さん. */
export const san = (name: string): string => (ENDS_LATIN.test(name) ? `${name} さん` : `${name}さん`);
const ENDS_LATIN = /[\p{Script=Latin}\p{N}]$/u;
/** The same for what stands behind a Japanese word. */
export const spaced = (text: string): string => (/^[\p{Script=Latin}\p{N}]/u.test(text) ? ` ${text}` : text);

export const asksName: { readonly [A in Asks]: Localized } = {
  'carry-out': both('carry out', '実行'),
  'settle-done': both('settle as done', '完了の確定'),
  'settle-not-done': both('settle as not done', '未完了の確定'),
  skip: both('skip', 'スキップ'),
  undo: both('undo', '取り消し'),
  resume: both('resume', '再開'),
  amend: both('change waves', 'ウェーブの変更'),
};

export const resultName: { readonly [R in StepResult['result']]: Localized } = {
  pending: both('to do', '未実施'),
  'not-applicable': both('does not apply', '対象外'),
  succeeded: both('done', '完了'),
  'settled-done': both('settled as done', '完了（確定）'),
  skipped: both('skipped', 'スキップ'),
};

export const failureName: { readonly [R in FailureReason]: Localized } = {
  'exit-status': both('the command ended with an error', 'コマンドがエラーで終了しました'),
  expectation: both('the output is not as expected', '出力が期待と異なります'),
  signal: both('the command was ended by a signal', 'コマンドがシグナルで終了しました'),
  'timed-out': both('it took too long and was ended', '制限時間を超えたため終了させました'),
  cancelled: both('it was told to end', '指示により終了させました'),
  'not-started': both('it never began', '開始されませんでした'),
  refused: both('the directory refused the change', 'ディレクトリが変更を拒否しました'),
  conflict: both(
    'what is there contradicts what would be written',
    '既存の内容が、書き込む内容と矛盾しています',
  ),
  'said-not-done': both('a person said that it is not done', '担当者が未完了と答えました'),
  'prompt-unseen': both('the program asked something else', 'プログラムの質問が想定と異なりました'),
};

export const lostName: { readonly [R in LostReason]: Localized } = {
  'host-restarted': both('the host was restarted', 'ホストが再起動しました'),
  'job-vanished': both(
    'the job is gone and left no exit status',
    'ジョブが終了ステータスを残さずに消えました',
  ),
  'spool-vanished': both('the place where jobs are kept is gone', 'ジョブの保存場所が失われました'),
  'exit-unknowable': both(
    'the command ended without anybody noting how',
    'コマンドの終了ステータスが記録されませんでした',
  ),
  'no-answer': both('no answer came after the change was sent', '変更の送信後に応答がありませんでした'),
};

export const statusName: { readonly [S in RunView['state']['status']]: Localized } = {
  open: both('open', '進行中'),
  completed: both('completed', '完了'),
  'completed-with-skips': both('completed, with steps skipped', '完了（スキップあり）'),
  aborted: both('aborted', '中止'),
};

export const rehearsalMark: Localized = both('REHEARSAL', 'リハーサル');

/** Stands before everything that people read of a run on the lab. */
export const rehearsalPrefix = (view: Pick<RunView, 'state'>): Localized =>
  view.state.target.kind === 'lab' ? both(`[${rehearsalMark.en}] `, `[${rehearsalMark.ja}] `) : both('', '');

/** Our own machinery failed: one plain sentence for the person who waits; the cause goes to the log. */
export const failedSentence = both(
  'Watari could not do this because of an error of its own; whoever runs Watari finds the cause in the log. Nothing was recorded twice.',
  'Watari 内部の不具合により、この操作を完了できませんでした。二重の記録はありません。原因は、Watari を運用している人がログで確認できます。',
);
