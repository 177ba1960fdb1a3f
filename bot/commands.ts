import type { Localized } from '#core/index.ts';

/** Where a command is offered. */
export type CommandPlace = 'slack' | 'terminal' | 'both';
export type CommandHelp = {
  readonly name: string;
  readonly usage: string;
  readonly at: CommandPlace;
  readonly does: Localized;
};

/** Every command, in the order in which help shows them. The reference of the documentation is made of it. */
export const COMMANDS = [
  {
    name: 'help',
    usage: '[command]',
    at: 'both',
    does: { en: 'Shows the commands, or one.', ja: 'コマンドの使い方を表示します。' },
  },
  {
    name: 'list',
    usage: '',
    at: 'both',
    does: { en: 'Lists the runbooks.', ja: 'ランブックの一覧を表示します。' },
  },
  {
    name: 'plan',
    usage: '<runbook> [--set name=value]… [--examples]',
    at: 'both',
    does: {
      en: 'Shows every step with its commands, without starting anything.',
      ja: '何も開始せずに、すべての手順とコマンドを表示します。',
    },
  },
  {
    name: 'check',
    usage: '[file]…',
    at: 'terminal',
    does: { en: 'Reports every problem of every runbook.', ja: 'ランブックの問題をすべて報告します。' },
  },
  {
    name: 'new',
    usage: '<folder>/<name>',
    at: 'terminal',
    does: {
      en: 'Makes a small runbook to begin with, which loads, passes check and can be rehearsed.',
      ja: '書き始めの見本となる小さなランブックを作ります。そのまま check を通り、リハーサルもできます。',
    },
  },
  {
    name: 'reference',
    usage: '[schema]',
    at: 'terminal',
    does: {
      en: 'Shows what a runbook may say and what check holds it to; with schema, writes the JSON Schema for editors.',
      ja: 'ランブックに書ける操作と check の規則を表示します。schema を付けると、エディタ用の JSON Schema を書き出します。',
    },
  },
  {
    name: 'start',
    usage: '<runbook> [--set name=value]…',
    at: 'both',
    does: {
      en: 'Starts a run. In Slack a form asks for the parameters.',
      ja: '実行を開始します。Slack ではパラメータの入力画面が開きます。',
    },
  },
  {
    name: 'next-step',
    usage: '',
    at: 'both',
    does: {
      en: 'Shows the next step and asks for it; what is risky must be approved first.',
      ja: '次の手順を表示し、その実行を要求します。リスクのある手順には、先に承認が必要です。',
    },
  },
  {
    name: 'status',
    usage: '',
    at: 'both',
    does: { en: 'Shows where the run stands.', ja: '実行の現在の状態を表示します。' },
  },
  {
    name: 'approve',
    usage: '',
    at: 'both',
    does: { en: 'Approves the open question.', ja: '回答待ちの問いを承認します。' },
  },
  {
    name: 'reject',
    usage: '--reason "…"',
    at: 'both',
    does: { en: 'Rejects the open question, saying why.', ja: '理由を添えて、回答待ちの問いを却下します。' },
  },
  {
    name: 'confirm',
    usage: '[--not-done] --note "…"',
    at: 'both',
    does: {
      en: 'Says that a step done by a person is done, or is not.',
      ja: '担当者の作業が完了したか、していないかを伝えます。',
    },
  },
  {
    name: 'retry',
    usage: '',
    at: 'both',
    does: {
      en: 'Asks for the stopped step again, from the first operation that is not done.',
      ja: '止まった手順を、まだ完了していない最初の操作からやり直すよう要求します。',
    },
  },
  {
    name: 'settle',
    usage: 'done|not-done --reason "…"',
    at: 'both',
    does: {
      en: 'Decides what a lost outcome really was, or says that a step was done by hand; must be approved.',
      ja: '不明になった結果や、手作業で済ませた手順を、完了または未完了として確定します。承認が必要です。',
    },
  },
  {
    name: 'skip',
    usage: '--reason "…"',
    at: 'both',
    does: {
      en: 'Asks to skip the current step; this must be approved.',
      ja: '現在の手順のスキップを要求します。承認が必要です。',
    },
  },
  {
    name: 'undo',
    usage: '--reason "…"',
    at: 'both',
    does: {
      en: 'Asks to undo the last step, where it says how.',
      ja: '元に戻す方法が定められている場合に、直前の手順の取り消しを要求します。',
    },
  },
  {
    name: 'cancel',
    usage: '',
    at: 'both',
    does: {
      en: 'Ends the jobs of the step that is being carried out.',
      ja: '実行中の手順のジョブを終了させます。',
    },
  },
  {
    name: 'note',
    usage: '"…"',
    at: 'both',
    does: { en: 'Writes a note into the journal.', ja: 'ジャーナルにメモを残します。' },
  },
  {
    name: 'pause',
    usage: '--reason "…"',
    at: 'both',
    does: {
      en: 'Pauses the run: nothing new begins.',
      ja: '実行を一時停止します。新しい処理は始まりません。',
    },
  },
  {
    name: 'resume',
    usage: '',
    at: 'both',
    does: { en: 'Asks to resume a paused run.', ja: '一時停止した実行の再開を要求します。' },
  },
  {
    name: 'abort',
    usage: '--reason "…"',
    at: 'both',
    does: { en: 'Ends the run for good.', ja: '実行を中止します。中止した実行は再開できません。' },
  },
  {
    name: 'waves',
    usage:
      '[move <user>… --from <wave> --to <wave> --reason "…"] | <runbook> [--canary 5] [--size 100] [--domain …] [--out waves.yaml]',
    at: 'both',
    does: {
      en: 'Shows who is in which wave, asks to move users to a later one, or makes waves from the directory (in the terminal).',
      ja: 'ウェーブごとのユーザの表示、後のウェーブへの移動の要求、ディレクトリからのウェーブの作成（ターミナルのみ）を行います。',
    },
  },
  {
    name: 'log',
    usage: '[--from number]',
    at: 'both',
    does: { en: 'Shows the journal of the run.', ja: '実行のジャーナルを表示します。' },
  },
  {
    name: 'history',
    usage: '',
    at: 'both',
    does: { en: 'Lists all runs.', ja: 'すべての実行を一覧表示します。' },
  },
  {
    name: 'docs',
    usage: '[runbook] [step]',
    at: 'both',
    does: {
      en: 'Shows where a step is documented: the current one, or the one that is named by number or id.',
      ja: '現在の手順、または番号か ID で指定した手順の、ドキュメントの場所を表示します。',
    },
  },
  {
    name: 'audit',
    usage: '[run]',
    at: 'terminal',
    does: { en: 'Verifies the hash chain of the journal.', ja: 'ジャーナルのハッシュチェーンを検証します。' },
  },
  {
    name: 'rehearse',
    usage:
      '<runbook> [--set name=value]… [--size small] [--seed 1] [--faults …] [--retries 3] --yes | --run <run> [--abort] --yes',
    at: 'terminal',
    does: {
      en: 'Carries a runbook out on simulated hosts, to the end.',
      ja: '模擬ホスト上でランブックを最後まで実行します。',
    },
  },
  {
    name: 'doctor',
    usage: '[host|directory]… | <runbook> [--set name=value]…',
    at: 'terminal',
    does: {
      en: 'Looks, before the migration, whether every host and directory is ready.',
      ja: '本番の前に、すべてのホストとディレクトリの準備ができているかを確かめます。',
    },
  },
  {
    name: 'hosts',
    usage: '[trust <host> --fingerprint SHA256:…]',
    at: 'terminal',
    does: {
      en: 'Lists the hosts and their host keys, or trusts one.',
      ja: 'ホストとホスト鍵を一覧表示します。鍵を信頼済みとして登録できます。',
    },
  },
  {
    name: 'lang',
    usage: 'en|ja',
    at: 'both',
    does: { en: 'Chooses your language.', ja: '自分の表示言語を選びます。' },
  },
] as const satisfies readonly CommandHelp[];
export type CommandName = (typeof COMMANDS)[number]['name'];
export const commandNames = (place: 'slack' | 'terminal'): readonly string[] =>
  COMMANDS.filter(({ at }) => at === 'both' || at === place).map(({ name }) => name);
