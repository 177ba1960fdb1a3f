import type { Localized } from '#core/index.ts';

import { both } from './words.ts';

/** What stands on cards and buttons. */
export const cardWords = {
  approve: both('Approve', '承認'),
  reject: both('Reject', '却下'),
  details: both('Details', '詳細'),
  retry: both('Retry', '再試行'),
  skip: both('Skip', 'スキップ'),
  cancel: both('End jobs', 'ジョブを終了'),
  done: both('Done', '完了'),
  alreadyDone: both('Already done', '完了済みにする'),
  notDone: both('Not done', '未完了'),
  undoOn: both('Go on undoing', '取り消しを続ける'),
  nextStep: both('Next step', '次の手順'),
  resume: both('Resume', '再開'),
  documentation: both('Documentation', 'ドキュメント'),
  host: both('Host', 'ホスト'),
  risk: both('Risk', 'リスク'),
  warning: both('Warning', '警告'),
  note: both('Note', '注記'),
  why: both('Why', '理由'),
  command: both('Command', 'コマンド'),
  runs: both('What will run', '実行する内容'),
  verification: both('Verification', '結果の確認方法'),
  undo: both('Undo', '取り消しの方法'),
  preview: both('As things stand now', '現在の状態での見込み'),
  applies: both('Applies', '適用条件'),
  approvals: both('Approvals needed', '必要な承認'),
  approvedBy: both('Approved by', '承認した人'),
  requestedBy: both('Asked by', '要求した人'),
  took: both('Took', '所要時間'),
  serviceDown: both('goes down here', 'この手順で停止'),
  serviceUp: both('comes back here', 'この手順で再開'),
  down: both('Down', '停止中'),
  was: both('Was down', '停止時間'),
  steps: both('steps', '手順'),
  plan: both('Plan', '計画'),
  journal: both('Journal', 'ジャーナル'),
  progress: both('Progress', '進み具合'),
  longer: both('This takes longer than expected', '想定より時間がかかっています'),
  lastLines: both('Last lines', '最後の出力'),
  wave: both('Wave', 'ウェーブ'),
  users: both('Users of the wave', 'ウェーブのユーザ'),
  differing: both('Users that differ', '件数が一致しないユーザ'),
  goOnWithout: both('To go on without them', 'このユーザを後回しにして続けるには'),
  move: both('To be moved', '移動するユーザ'),
  reason: both('Reason', '理由'),
  noteForEvidence: both(
    'What you saw or did (kept as evidence)',
    '確認したこと・行ったこと（証跡として残ります）',
  ),
  submit: both('Submit', '送信'),
  close: both('Close', '閉じる'),
  start: both('Start', '開始'),
  startTitle: both('Start a run', '実行の開始'),
  byHand: both('A person does this', '担当者の作業'),
  expected: both('Counts as success', '成功の条件'),
  prompts: both('Prompts and answers', '質問と回答'),
  startedBy: both('Started by', '開始した人'),
  doneOf: both('Operations done', '完了した操作'),
  shortened: both(
    'Too long for Slack: the rest is left out here. In the terminal, status and plan show everything.',
    'Slack に収まらないため、以降を省略しました。全体はターミナルの status と plan で確認できます。',
  ),
  moreParameters: both(
    'This runbook has more parameters than a form holds. Those that are missing here take their defaults; in the terminal, start takes them all.',
    'パラメータが多く、入力画面に収まりません。ここにないものには既定値が使われます。ターミナルの start では、すべて指定できます。',
  ),
  // As the sentence of a condition calls them.
  on: both('On', 'オン'),
  off: both('Off', 'オフ'),
} as const;

/** How many lines of a preview stand in the details alone. */
export const moreLines = (count: number): Localized =>
  both(`${count} more lines: see Details.`, `ほか ${count} 行は「詳細」に表示します。`);
