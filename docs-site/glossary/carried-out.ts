import { type Term, term } from './term.ts';

/** Words of carrying out, and of what comes of it. */
export const carriedOut: readonly Term[] = [
  term(
    'claim',
    ['claim', 'The right to carry a step out, won by appending to the journal. Only one process can win it.'],
    [
      '着手',
      'ちゃくしゅ',
      '手順を実行する権利です。ジャーナルへの追記によって得られ、得られるのは 1 つのプロセスだけです。',
    ],
  ),
  term(
    'downtime',
    [
      'downtime',
      'From the start of the step with which a service goes down to the success of the one with which it comes back.',
    ],
    ['停止時間', 'ていしじかん', 'サービスを止める手順の開始から、再開する手順の成功までの時間です。'],
  ),
  term(
    'executor',
    ['executor', 'Code that carries an operation out and reports an outcome.'],
    ['実行器', 'じっこうき', '操作を進め、結果を報告するプログラムの部分です。'],
  ),
  term(
    'fault',
    [
      'fault',
      'What is broken is Watari itself, or what it stands on: its disk, the network, a secret that is not there.',
    ],
    ['障害', 'しょうがい', 'Watari 自身、またはディスクやネットワークなどの土台に問題があることです。'],
  ),
  term(
    'host-key',
    ['host key', 'What a host proves with that it is the one that is meant.'],
    ['ホスト鍵', 'ホストかぎ', 'ホストが本物であることを示す鍵です。'],
  ),
  term(
    'job',
    ['job', 'One named process on a remote host. It outlives Watari and can be found again.'],
    [
      'ジョブ',
      null,
      'リモートホスト上で動く、名前付きの 1 つのプロセスです。Watari が止まっても動き続け、あとから見つけられます。',
    ],
  ),
  term(
    'lab',
    ['lab', 'Simulated hosts and a simulated directory on your own machine, reached over real SSH and LDAP.'],
    ['ラボ', null, '自分のマシン上の模擬ホストと模擬ディレクトリです。本物の SSH と LDAP で接続します。'],
  ),
  term(
    'lease',
    [
      'lease',
      'A process’s hold on a run, renewed every few seconds. When it is out, another process may take the run over.',
    ],
    [
      'リース',
      null,
      '実行を受け持つプロセスの印です。数秒ごとに更新し、切れると別のプロセスが引き継げます。',
    ],
  ),
  term(
    'lost',
    ['lost', 'An outcome that nobody knows. It is settled by a probe or by people, never by a retry.'],
    [
      '不明',
      'ふめい',
      'だれにも分からない結果です。確認または人の判断で確定し、再試行で済ませることはありません。',
    ],
  ),
  term(
    'outcome',
    ['outcome', 'What happened out there: succeeded, failed or lost.'],
    ['結果', 'けっか', '実際に起きたことです。成功、失敗、不明の 3 つがあります。'],
  ),
  term(
    'probe',
    ['probe', 'Asks the world and changes nothing. It answers satisfied, unsatisfied or inconclusive.'],
    [
      '確認',
      'かくにん',
      '状態を変えずに調べることです。満たす、満たさない、分からない、のどれかを答えます。',
    ],
  ),
  term('rehearsal', ['rehearsal', 'A run on the lab.'], ['リハーサル', null, 'ラボでの実行です。']),
  term(
    'run',
    ['run', 'One carrying-out of one plan.'],
    ['実行', 'じっこう', '1 つの計画を 1 回進めることです。'],
  ),
  term(
    'session',
    [
      'session',
      'One of several commands that carry out an operation at once, each with a part of the users.',
    ],
    ['セッション', null, '1 つの操作を、ユーザを分けて同時に進めるコマンドの 1 つです。'],
  ),
  term(
    'spool',
    ['spool', 'The folder on a host where a job keeps its command, its output and its exit status.'],
    ['スプール', null, 'ジョブのコマンド、出力、終了ステータスを保存する、ホスト上のフォルダです。'],
  ),
  term(
    'stand-in',
    ['stand-in', 'A small program on the lab that behaves like a real tool as its manual describes it.'],
    ['模擬ツール', 'もぎツール', '本物のツールの説明どおりに動く、ラボの小さなプログラムです。'],
  ),
  term(
    'unverified',
    [
      'unverified',
      'The commands succeeded, but the verification could not tell. A retry only verifies again.',
    ],
    [
      '未確認',
      'みかくにん',
      'コマンドは成功したものの、結果を確認できなかった状態です。再試行では、結果の確認だけを行います。',
    ],
  ),
  term(
    'verification',
    ['verification', 'Probes after a step that prove its effect. They change nothing.'],
    ['結果の確認', 'けっかのかくにん', '手順の効果を、状態を変えずに確かめることです。'],
  ),
];
