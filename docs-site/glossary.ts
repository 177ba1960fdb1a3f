/** One word, one meaning: in the program, in Slack and on the pages. Meanings are plain text: they stand in tooltips. */
type Term = {
  /** What pages call it: `[[run]]`. Also the anchor on the page of the glossary. */
  readonly id: string;
  readonly en: { readonly word: string; readonly meaning: string };
  readonly ja: { readonly word: string; readonly reading?: string; readonly meaning: string };
};

/** A word as pages name it, what it is called and means in English, and the same in Japanese. */
const term = (
  id: string,
  [word, meaning]: readonly [string, string],
  [wordJa, reading, meaningJa]: readonly [string, string | null, string],
): Term => ({
  id,
  en: { word, meaning },
  ja: { word: wordJa, ...(reading !== null && { reading }), meaning: meaningJa },
});

export const glossary: readonly Term[] = [
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
    'audit',
    ['audit', 'To compute the hash chain of a run’s journal anew and compare it with what is stored.'],
    [
      '検証',
      'けんしょう',
      '実行のジャーナルのハッシュチェーンを計算し直し、保存された値と照合することです。',
    ],
  ),
  term(
    'canary',
    ['canary', 'The first wave, with a few users, so that a mistake meets few.'],
    ['カナリア', null, '少人数の最初のウェーブです。問題があっても、影響を小さく抑えられます。'],
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
    'claim',
    ['claim', 'The right to carry a step out, won by appending to the journal. Only one process can win it.'],
    [
      '着手',
      'ちゃくしゅ',
      '手順を実行する権利です。ジャーナルへの追記によって得られ、得られるのは 1 つのプロセスだけです。',
    ],
  ),
  term(
    'condition',
    ['condition', 'When a step is carried out. Where it does not hold, the step does not apply.'],
    ['条件', 'じょうけん', '手順を実行するための条件です。成り立たない手順は対象外になります。'],
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
    'error-budget',
    ['error budget', 'How many users may be taken out of their waves before the next wave does not begin.'],
    [
      '許容数',
      'きょようすう',
      '移行できずにウェーブから外れるユーザの上限です。超えると、次のウェーブを始めません。',
    ],
  ),
  term(
    'evidence',
    ['evidence', 'What was printed and measured, kept by its hash, with secrets taken out.'],
    ['証跡', 'しょうせき', '出力や測定値の記録です。秘密の値を取り除き、ハッシュとともに保存します。'],
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
    'fragment',
    ['fragment', 'A step in a file of its own that several runbooks of a folder share.'],
    ['フラグメント', null, '同じフォルダの複数のランブックが共有する、独立したファイルの手順です。'],
  ),
  term(
    'group',
    ['group', 'A number and a title over several steps. It has no state of its own.'],
    ['見出し', 'みだし', '複数の手順をまとめる番号とタイトルです。状態は持ちません。'],
  ),
  term(
    'hash-chain',
    [
      'hash chain',
      'Each event of a journal carries a hash over itself and the event before, so that no event can be changed unseen.',
    ],
    [
      'ハッシュチェーン',
      null,
      '各イベントが、自身と直前のイベントのハッシュを持つ仕組みです。後から書き換えると検証で分かります。',
    ],
  ),
  term(
    'host-key',
    ['host key', 'What a host proves with that it is the one that is meant.'],
    ['ホスト鍵', 'ホストかぎ', 'ホストが本物であることを示す鍵です。'],
  ),
  term(
    'inventory',
    [
      'inventory',
      'This site’s hosts and directories, where its secrets are found, and the commands behind named operations.',
    ],
    [
      'インベントリ',
      null,
      '拠点のホスト、ディレクトリ、秘密の値のある場所、名前付きの操作のコマンドをまとめたものです。',
    ],
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
    'journal',
    [
      'journal',
      'The append-only, hash-chained list of a run’s events. It is the only memory that Watari has.',
    ],
    [
      'ジャーナル',
      null,
      '実行のイベントを、追記だけで記録した一覧です。ハッシュチェーンでつながっています。Watari の記憶はこれだけです。',
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
    'operation',
    ['operation', 'One thing that a step does, as data: a verb and its arguments.'],
    ['操作', 'そうさ', '手順が行う 1 つのことを、動詞と引数で表したデータです。'],
  ),
  term(
    'operator',
    ['operator', 'A role: somebody who may ask for steps.'],
    ['作業者', 'さぎょうしゃ', '手順を要求できる役割です。'],
  ),
  term(
    'outcome',
    ['outcome', 'What happened out there: succeeded, failed or lost.'],
    ['結果', 'けっか', '実際に起きたことです。成功、失敗、不明の 3 つがあります。'],
  ),
  term(
    'parameter',
    ['parameter', 'A typed input of a runbook: host, port, path, choice, users, secret and so on.'],
    [
      'パラメータ',
      null,
      'ランブックの入力です。ホスト、ポート、パス、選択肢、ユーザ、秘密の値などの型があります。',
    ],
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
    'plan',
    ['plan', 'Runbook, parameters and inventory made concrete, frozen and hashed.'],
    [
      '計画',
      'けいかく',
      'ランブック、パラメータ、インベントリから作る具体的な内容です。固定され、ハッシュが付きます。',
    ],
  ),
  term(
    'preview',
    [
      'preview',
      'What an operation would change as things stand now, such as the diff of a file. It is part of what people approve.',
    ],
    ['見込み', 'みこみ', '現在の状態で操作が変える内容です（ファイルの差分など）。承認の対象に含まれます。'],
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
  term(
    'problem',
    [
      'problem',
      'Something that a person wrote wrong, reported with file and line, what was found and what is allowed.',
    ],
    [
      '問題',
      'もんだい',
      '人が書いたものの誤りです。ファイルと行、書かれていた内容、使える内容を示して報告します。',
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
    'redaction',
    ['redaction', 'Taking secrets out of what is kept and shown.'],
    ['秘匿', 'ひとく', '保存や表示の前に、秘密の値を取り除くことです。'],
  ),
  term(
    'refusal',
    ['refusal', 'The answer is no, from a closed list of reasons. Nothing was done.'],
    ['拒否', 'きょひ', 'できないという回答です。理由の一覧は決まっています。何も行っていません。'],
  ),
  term('rehearsal', ['rehearsal', 'A run on the lab.'], ['リハーサル', null, 'ラボでの実行です。']),
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
    'risk',
    ['risk', 'Of a step: safe, disruptive or irreversible. It decides how many people must approve.'],
    [
      'リスク',
      null,
      '手順の影響の大きさです。「影響なし」「影響あり」「元に戻せない」の 3 つがあります。必要な承認の数が決まります。',
    ],
  ),
  term(
    'run',
    ['run', 'One carrying-out of one plan.'],
    ['実行', 'じっこう', '1 つの計画を 1 回進めることです。'],
  ),
  term(
    'runbook',
    ['runbook', 'The document: parameters, steps, commands and the reasons for them.'],
    ['ランブック', null, 'パラメータ、手順、コマンド、その理由を書いた文書です。'],
  ),
  term(
    'secret-reference',
    [
      'secret reference',
      'Where a secret is found: env:NAME, file:/path, or a name of the inventory. The value itself is never accepted.',
    ],
    [
      '秘密の値への参照',
      'ひみつのあたいへのさんしょう',
      '秘密の値のある場所です（env:名前、file:/パス、インベントリの名前）。値そのものは受け付けません。',
    ],
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
    'site',
    ['site', 'Your real hosts, as opposed to a lab, and the folder that describes them.'],
    ['拠点', 'きょてん', 'ラボではない実際のホスト群と、それを記述したフォルダです。'],
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
    'step',
    ['step', 'What is approved, carried out and undone as one: 9a, or 11a in one wave.'],
    ['手順', 'てじゅん', '承認、実行、取り消しの単位です（9a、あるウェーブの 11a など）。'],
  ),
  term(
    'step-hash',
    [
      'step hash',
      'A short hash of a step as it is written, on card and page. Where both are equal, the page shows what will run.',
    ],
    [
      '手順のハッシュ',
      'てじゅんのハッシュ',
      '書かれたままの手順の短いハッシュです。カードとページで一致すれば、ページの内容が実行されます。',
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
    'variant',
    [
      'variant',
      'One of several readings of one runbook file. Each is a runbook of its own to list, plan and start.',
    ],
    [
      'バリアント',
      null,
      '1 つのファイルから作る複数のランブックの 1 つです。それぞれを一覧、計画、開始できます。',
    ],
  ),
  term(
    'verb',
    ['verb', 'The kind of an operation: ssh, file, ldap, manual and so on.'],
    ['動詞', 'どうし', '操作の種類です（ssh、file、ldap、manual など）。'],
  ),
  term(
    'verification',
    ['verification', 'Probes after a step that prove its effect. They change nothing.'],
    ['結果の確認', 'けっかのかくにん', '手順の効果を、状態を変えずに確かめることです。'],
  ),
  term(
    'wave',
    ['wave', 'A slice of users moved together.'],
    ['ウェーブ', null, 'まとめて移行するユーザの組です。'],
  ),
];
