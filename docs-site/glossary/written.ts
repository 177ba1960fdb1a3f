import { type Term, term } from './term.ts';

/** Words of what people write before a run, and of what is made of it. */
export const written: readonly Term[] = [
  term(
    'canary',
    ['canary', 'The first wave, with a few users, so that a mistake meets few.'],
    ['カナリア', null, '少人数の最初のウェーブです。問題があっても、影響を小さく抑えられます。'],
  ),
  term(
    'condition',
    ['condition', 'When a step is carried out. Where it does not hold, the step does not apply.'],
    ['条件', 'じょうけん', '手順を実行するための条件です。成り立たない手順は対象外になります。'],
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
    'operation',
    ['operation', 'One thing that a step does, as data: a verb and its arguments.'],
    ['操作', 'そうさ', '手順が行う 1 つのことを、動詞と引数で表したデータです。'],
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
    'risk',
    ['risk', 'Of a step: safe, disruptive or irreversible. It decides how many people must approve.'],
    [
      'リスク',
      null,
      '手順の影響の大きさです。「影響なし」「影響あり」「元に戻せない」の 3 つがあります。必要な承認の数が決まります。',
    ],
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
    'site',
    ['site', 'Your real hosts, as opposed to a lab, and the folder that describes them.'],
    ['拠点', 'きょてん', 'ラボではない実際のホスト群と、それを記述したフォルダです。'],
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
    'wave',
    ['wave', 'A slice of users moved together.'],
    ['ウェーブ', null, 'まとめて移行するユーザの組です。'],
  ),
];
