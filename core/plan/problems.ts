import type { Localized } from '../runbook/localized.ts';

/** What can be wrong with values, the inventory or the people of a site, by the rule that a problem names, beside those of `check`. */
export const SITE_PROBLEMS: readonly { readonly name: string; readonly description: Localized }[] = [
  {
    name: 'missing-value',
    description: {
      en: 'Every parameter without a default has a value.',
      ja: '既定値のないパラメータには、値を指定します。',
    },
  },
  {
    name: 'value',
    description: {
      en: 'A value is one that its parameter may hold.',
      ja: '値は、パラメータの型に合っている必要があります。',
    },
  },
  {
    name: 'unknown-parameter',
    description: {
      en: 'Only parameters of the runbook are given.',
      ja: '指定できるのは、ランブックにあるパラメータだけです。',
    },
  },
  {
    name: 'secret-as-reference',
    description: {
      en: 'A secret is given as a reference, never as its value.',
      ja: '秘密の値は、値そのものではなく参照で指定します。',
    },
  },
  {
    name: 'misplaced-secret',
    description: {
      en: 'A secret goes only where it is redacted: into commands, standard input, answers to prompts and the password of a bind.',
      ja: '秘密の値を使えるのは、コマンド、標準入力、質問への回答、バインドパスワードだけです。',
    },
  },
  {
    name: 'broken-line',
    description: {
      en: 'A value that goes into a line of a file holds no line end.',
      ja: 'ファイルの行に入る値には、改行を含められません。',
    },
  },
  {
    name: 'missing-host',
    description: {
      en: 'A command of the inventory has a host, its own or that of the runbook.',
      ja: 'インベントリのコマンドには、実行するホストが必要です（ランブックまたはインベントリで指定）。',
    },
  },
  {
    name: 'not-in-inventory',
    description: {
      en: 'Hosts and directories of a run stand in the inventory.',
      ja: '実行で使うホストとディレクトリは、インベントリに登録します。',
    },
  },
  {
    name: 'lab-by-socket',
    description: {
      en: 'The hosts of a lab are reached by Unix sockets alone.',
      ja: 'ラボのホストには、Unix ソケットだけで接続します。',
    },
  },
  {
    name: 'lab-on-loopback',
    description: {
      en: 'The DNS server of a lab is on the loopback interface.',
      ja: 'ラボの DNS サーバは、ループバックインターフェース上に置きます。',
    },
  },
  {
    name: 'account-of-two',
    description: {
      en: 'An account belongs to one person of people.yaml.',
      ja: '1 つのアカウントは、people.yaml の 1 人にだけ登録します。',
    },
  },
];
