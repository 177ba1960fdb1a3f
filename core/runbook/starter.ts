import { schemaLine } from './json-schema.ts';
import type { Language, Localized } from './localized.ts';

/** What the comments of a new runbook teach, where they stand. */
const COMMENTS = {
  head: {
    en: 'A runbook to begin with. Every text stands in both languages. What is wrong with it, what it says, and how it goes on\nsimulated hosts:',
    ja: '書き始めの見本です。文章はすべて両方の言語で書きます。\n検査、内容の表示、模擬ホスト上での実行には、次のコマンドを使います。',
  },
  parameters: {
    en: 'What differs between sites. The type decides what is accepted, and how it is quoted in a command. Rehearsals and\n--examples take `example`.',
    ja: '拠点ごとに違う値です。型に応じて、受け付ける値とコマンド中の引用の方法が決まります。リハーサルと\n--examples では example の値を使います。',
  },
  template: {
    en: '{{name}} stands for a parameter. Write no quotes around it: Watari quotes it.',
    ja: '{{name}} はパラメータの値に置き換わります。引用符は Watari が付けるので、書かないでください。',
  },
  risk: {
    en: 'safe: nobody has to approve. disruptive: one person other than the requester. irreversible: two, and a step with\n`backup: true` must come before it.',
    ja: 'safe は承認不要、disruptive は要求した人以外の 1 人、irreversible は 2 人の承認が必要です。irreversible の\n手順より前には、`backup: true` の手順が必要です。',
  },
  verify: {
    en: 'What proves that it worked. It must change nothing. A step without any says why: `unverifiable`.',
    ja: '成功したことの証明です。状態を変えてはいけません。確認できない手順には、理由を unverifiable に書きます。',
  },
  undo: {
    en: 'How to take the step back, if there is a way.',
    ja: '手順を元に戻す方法です。なければ省きます。',
  },
  manual: {
    en: 'A person does it and confirms, with a note as evidence.',
    ja: '人が作業し、メモを証跡として添えて完了を確認します。',
  },
} as const satisfies Readonly<Record<string, Localized>>;

/** What an author types next, as it stands. */
const commandsFor = (id: string): readonly string[] =>
  ['check', `plan ${id} --examples`, `rehearse ${id} --yes`].map(
    (words) => `#   npm run -s watari -- ${words}`,
  );

/**
 * The text of a small runbook that loads, passes `check` and can be rehearsed on a plain host. `language` is that of its
 * comments; `depth` is how many folders below the runbooks it will stand.
 */
export function starterRunbook(id: string, language: Language, depth = 1): string {
  const comment = (key: keyof typeof COMMENTS, indent = ''): string =>
    COMMENTS[key][language]
      .split('\n')
      .map((line) => `${indent}# ${line}`)
      .join('\n');
  return `${schemaLine('runbook', depth)}
${[comment('head'), ...commandsFor(id)].join('\n')}
id: ${id}
title: { en: Change the message of the day, ja: ログイン時のメッセージの変更 }
summary:
  en: Puts a line into the message that people see when they log in, and tells them.
  ja: ログインした人が見るメッセージに 1 行を加え、利用者へ連絡します。
source: { guide: { en: Our own procedure, ja: 自社の手順書 } }
assumptions:
  - en: The file exists, and root may write it.
    ja: ファイルはすでにあり、root で書き込めます。
advice:
  - en: Read the whole runbook before you start, and rehearse it.
    ja: 始める前にランブック全体を読み、リハーサルをしてください。

${comment('parameters')}
parameters:
  server:
    type: host
    title: { en: Server, ja: サーバ }
    example: server.example.com
  messageFile:
    type: path
    title: { en: File of the message, ja: メッセージのファイル }
    example: /etc/motd
  message:
    type: text
    title: { en: Line to add, ja: 加える行 }
    example: Maintenance tonight from 22:00.

steps:
  - id: back-up-message
    number: "1"
    title: { en: Keep the old message, ja: 変更前のメッセージの保存 }
    ${comment('template').trim()}
    text:
      en: Copies {{messageFile}}. The copy is the way back from step {{step write-message}}.
      ja: "{{messageFile}} をコピーします。手順 {{step write-message}} を取り消すときは、このコピーを戻します。"
${comment('risk', '    ')}
    risk: safe
    backup: true
    do:
      - ssh: { on: server, run: "cp -p {{messageFile}} {{messageFile}}.before", idempotent: true }
${comment('verify', '    ')}
    verify:
      - ssh: { on: server, run: "cmp {{messageFile}} {{messageFile}}.before" }

  - id: write-message
    number: "2"
    title: { en: Add the line, ja: 行の追加 }
    text:
      en: The card shows the difference before anything is written.
      ja: 書き込む前に、変更点がカードに表示されます。
    risk: disruptive
    do:
      - file: { on: server, path: messageFile, lines: ["{{message}}"] }
    verify:
      - ssh: { on: server, run: "grep -xF -e {{message}} {{messageFile}}" }
${comment('undo', '    ')}
    undo:
      - ssh: { on: server, run: "cp -p {{messageFile}}.before {{messageFile}}", idempotent: true }

  - id: tell-people
    number: "3"
    title: { en: Tell the users, ja: 利用者への連絡 }
    text:
      en: Whoever is logged in already does not see the new message.
      ja: すでにログインしている人には、新しいメッセージは表示されません。
    risk: safe
    do:
${comment('manual', '      ')}
      - manual:
          ask:
            en: Tell those who are logged in on {{server}}.
            ja: "{{server}} にログインしている人に連絡してください。"
    unverifiable:
      en: Only the people themselves know whether they have read it.
      ja: 読んだかどうかは、本人にしか分かりません。
`;
}
