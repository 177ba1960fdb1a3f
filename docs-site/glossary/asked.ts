import { type Term, term } from './term.ts';

/** Words of what people ask for and answer. */
export const asked: readonly Term[] = [
  term(
    'abort',
    [
      'abort',
      'To end a run for good before it is complete. What was done stays done and stays in the journal.',
    ],
    [
      '中止',
      'ちゅうし',
      '完了する前に実行を終わらせることです。行ったことはそのまま残り、ジャーナルにも残ります。',
    ],
  ),
  term(
    'approval',
    [
      'approval',
      'One person’s yes to one question. It counts for exactly what was shown, and never when it comes from whoever asked.',
    ],
    [
      '承認',
      'しょうにん',
      '1 つの問いに対する、1 人の同意です。表示された内容だけに有効で、要求した本人の承認は数えません。',
    ],
  ),
  term(
    'approver',
    ['approver', 'A role: somebody who may answer questions of others.'],
    ['承認者', 'しょうにんしゃ', 'ほかの人の問いに回答できる役割です。'],
  ),
  term(
    'attempt',
    [
      'attempt',
      'How often a step has been asked for. Each attempt is a question of its own, with approvals of its own.',
    ],
    ['試行', 'しこう', '手順が要求された回数です。試行ごとに問いは新しくなり、承認も集め直します。'],
  ),
  term(
    'card',
    ['card', 'The message in Slack that shows one step: host, exact command, risk, approvals, buttons.'],
    [
      'カード',
      null,
      '1 つの手順を示す Slack のメッセージです。ホスト、実際のコマンド、リスク、承認、ボタンを表示します。',
    ],
  ),
  term(
    'operator',
    ['operator', 'A role: somebody who may ask for steps.'],
    ['作業者', 'さぎょうしゃ', '手順を要求できる役割です。'],
  ),
  term(
    'pause',
    ['pause', 'Nothing new begins until the run is resumed. A command that is under way goes on to its end.'],
    [
      '一時停止',
      'いちじていし',
      '再開するまで、新しい処理を始めないことです。動いているコマンドは最後まで動きます。',
    ],
  ),
  term(
    'question',
    ['question', 'Run, step, attempt and the hash of what was shown: what a button on a card is about.'],
    [
      '問い',
      'とい',
      '実行、手順、試行、表示した内容のハッシュの組です。カードのボタンは、この問いへの回答です。',
    ],
  ),
  term(
    'refusal',
    ['refusal', 'The answer is no, from a closed list of reasons. Nothing was done.'],
    ['拒否', 'きょひ', 'できないという回答です。理由の一覧は決まっています。何も行っていません。'],
  ),
  term(
    'rejection',
    ['rejection', 'One person’s no to one question, with a reason. The step stops.'],
    ['却下', 'きゃっか', '1 つの問いに対する、理由を添えた 1 人の不同意です。手順は止まります。'],
  ),
  term(
    'retry',
    ['retry', 'A new attempt of a step that stopped, from the first operation that is not done.'],
    ['再試行', 'さいしこう', '止まった手順を、完了していない最初の操作からやり直す、新しい試行です。'],
  ),
  term(
    'settle',
    ['settle', 'To decide what a lost outcome really was.'],
    ['確定', 'かくてい', '不明になった結果が実際はどうだったかを決めることです。'],
  ),
  term(
    'shown',
    [
      'what was shown',
      'The plan’s hash, the commands and the previews of a step, under one hash. If anything of it changes, approvals are void.',
    ],
    [
      '表示した内容',
      'ひょうじしたないよう',
      '手順の計画のハッシュ、コマンド、見込みを 1 つのハッシュにまとめたものです。変わると承認は無効になります。',
    ],
  ),
  term(
    'skip',
    [
      'skip',
      'To leave a step out, with a reason and approval. The run then never counts as simply completed.',
    ],
    [
      'スキップ',
      null,
      '理由と承認を得て手順を飛ばすことです。その実行は、完了ではなく「完了（スキップあり）」になります。',
    ],
  ),
  term(
    'undo',
    ['undo', 'To take the last step back, where it says how. It needs approval as the step did.'],
    [
      '取り消し',
      'とりけし',
      '元に戻す方法が定められている場合に、直前の手順を元に戻すことです。手順と同じ承認が必要です。',
    ],
  ),
];
