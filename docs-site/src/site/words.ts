import type { Localized } from '../../../core/runbook/index.ts';
import type { FieldGroup } from '../values/fields.ts';

const both = (en: string, ja: string): Localized => ({ en, ja });
const plural = (count: number, one: string, more: string): string => (count === 1 ? one : more);

const groups: { readonly [G in FieldGroup]: Localized } = {
  choices: both('Choices', '選択'),
  hosts: both('Hosts', 'ホスト'),
  ports: both('Ports', 'ポート'),
  directory: both('Names in the directory', 'ディレクトリ上の名前'),
  paths: both('Paths and programs', 'パスとプログラム'),
  others: both('Everything else', 'そのほか'),
};

/** What the site itself says around a runbook. What a step is and does stands in the runbook alone. */
export const words = {
  colon: both(': ', '：'),
  comma: both(', ', '、'),
  stop: both('.', '。'),
  copy: both('Copy', 'コピー'),
  copyCommand: both('Copy the command', 'コマンドをコピー'),
  copyBlock: both('Copy this block', 'このブロックをコピー'),
  copied: both('Copied', 'コピー済み'),
  notCopied: both('Not copied', 'コピー不可'),

  // A step
  risk: both('Risk', 'リスク'),
  approvals: (count: number) =>
    count === 0
      ? both('no approval', '承認は不要')
      : both(`${count} ${plural(count, 'approval', 'approvals')}`, `承認 ${count} 件`),
  oneApproval: both('one approval', '承認 1 件'),
  place: both('On', '対象ホスト'),
  as: both('as', '実行ユーザ'),
  hash: both('Step hash, the same as on the card in Slack', '手順のハッシュ（Slack のカードと同じ値）'),
  goesDown: both('stops here', 'この手順で停止'),
  comesBack: both('is back after this', 'この手順で再開'),
  warning: both('Warning', '警告'),
  notes: (count: number) => both(`Notes (${count})`, `注記（${count} 件）`),
  carriesOut: both('What runs', '実行する操作'),
  byHand: both('A person does this', '担当者の作業'),
  named: (name: string) =>
    both(
      `Named operation \`${name}\`: it depends on the site. Where your inventory maps a command to it, Watari runs that command; otherwise a person does it. The card says which.`,
      `名前付きの操作 \`${name}\`：拠点によって異なります。インベントリでコマンドを割り当てていれば Watari がそのコマンドを実行し、割り当てていなければ担当者が作業します。どちらになるかはカードに表示されます。`,
    ),
  prompts: both('The program asks', 'プログラムの質問'),
  answer: both('Answer', '回答'),
  input: both('Standard input', '標準入力'),
  retry: both('When it is tried again', '再試行するとき'),
  expected: both('Success', '成功の条件'),
  verification: both('What verification looks at', '結果の確認方法'),
  unverifiable: both('No machine can verify this', '機械では確認できません'),
  undo: both('How to undo', '取り消しの方法'),
  leftOut: both('Does not apply.', '対象外'),
  wave: both('Wave', 'ウェーブ'),
  doneBy: both('Done by', '実施者'),
  doneAt: both('Time', '時刻'),

  // The head of a runbook
  assumptions: both('Assumptions', '前提条件'),
  advice: both('Before you begin', '始める前に'),
  people: both('People', '人'),
  approvers: (count: number) =>
    count === 0
      ? both('Nobody has to approve.', '承認者は不要です。')
      : both(
          `Whoever asks for a step, and ${count} ${plural(count, 'other person who approves', 'others who approve')}.`,
          `手順を要求する人のほかに、承認者が ${count} 人必要です。`,
        ),
  handsAt: both('Steps done by hand', '人が作業する手順'),
  handsUnlessMapped: both(
    'Steps done by hand where the inventory maps no command to them',
    'インベントリにコマンドの割り当てがない場合に、人が作業する手順',
  ),
  outage: both('Service impact', 'サービスへの影響'),
  noOutage: both('No service stops for everybody.', '全員に影響する停止はありません。'),
  noWayBack: both('No way back after', '元に戻せなくなる手順'),
  noneIrreversible: both(
    'No step is irreversible. A step that Watari can undo says how.',
    '「元に戻せない」手順はありません。Watari で取り消せる手順には、その方法を記載しています。',
  ),
  secrets: both('Secrets', 'シークレット'),
  secretsWhy: both(
    'Never typed here or in Slack: a run takes them by reference (env:NAME, file:/path or a name of the inventory).',
    'このページや Slack には入力しません。実行時に参照（env:名前、file:/パス、インベントリの名前）で渡します。',
  ),
  whoTalksToWhom: both('Who talks to whom', 'ホストどうしの通信'),
  source: both('Source', '出典'),
  asMarkdown: both('This page as Markdown', 'このページの Markdown'),
  print: both('Print as a check list', 'チェックリストとして印刷'),
  downBetween: (service: string, steps: string) =>
    both(`${service}: down in ${steps}`, `${service}：${steps} の間は停止`),
  finalFrom: (step: string) => both(`no way back from ${step} on`, `${step} から先は元に戻せない`),
  runOn: both('Run', '実施日'),

  // Your values
  groups,
  yourValues: both('Your values', '自分の環境の値'),
  yourValuesWhy: both(
    'The commands below stand for example values. Type your own: every command is rewritten, and steps that do not apply are hidden. They stand in the address of this page and nowhere else, so a link shares them.',
    '以下のコマンドには、例の値が入っています。自分の環境の値を入力すると、すべてのコマンドが書き換わり、対象外の手順は隠れます。入力した値は、このページのアドレスにだけ残ります。リンクを渡せば、同じ値で開けます。',
  ),
  yourValuesStand: both(
    'The commands below stand for the values in the address of this page: those that you typed, or those of the run that led you here. What is left empty, or cannot be used, keeps the example value. A link shares all of it.',
    '以下のコマンドには、このページのアドレスにある値（入力した値、またはリンク元の実行の値）が入っています。空欄や使えない値のところには、例の値が入ります。リンクを渡せば、同じ値で開けます。',
  ),
  unfoldValues: (count: number) => both(`Fill in ${count} values`, `${count} 個の値を入力する`),
  noSecrets: both(
    'They have no field here, since what is typed stands in the address; the commands show the example.',
    '入力した値はアドレスに残るため、ここに入力欄はありません。コマンドには例の値が表示されます。',
  ),
  keptExamples: both('These keep their example here', '次のパラメータは例の値のまま表示します'),
  secretDropped: both(
    'The address held a secret. It was taken out of the address and not used. Whoever sent you the link should change the secret.',
    'アドレスにシークレットが含まれていました。アドレスから取り除き、使っていません。リンクを送った人に、そのシークレットを変更するよう伝えてください。',
  ),
  yes: both('Yes', 'はい'),
  no: both('No', 'いいえ'),
  reset: both('Back to the examples', '例の値に戻す'),
  standsForExamples: both('The commands stand for the examples.', 'コマンドには例の値が入っています。'),
  standsForYours: (count: number) =>
    both(
      `The commands stand for ${count} ${plural(count, 'value', 'values')} of yours.`,
      `コマンドには、入力した ${count} 個の値が入っています。`,
    ),
  cannotStand: (count: number) =>
    both(
      `${count} ${plural(count, 'value', 'values')} cannot stand there; the commands keep the example instead.`,
      `使えない値が ${count} 個あります。そこには例の値が入っています。`,
    ),
  sameInTerminal: both('The same plan in the terminal', '同じ計画をターミナルで表示するコマンド'),
  leftOutSteps: (numbers: readonly string[]) =>
    both(
      `${numbers.length} ${plural(numbers.length, 'step does', 'steps do')} not apply to these values: ${numbers.join(', ')}.`,
      `この値では、手順 ${numbers.join('、')} の ${numbers.length} 件が対象外です。`,
    ),
  showLeftOut: both('Show what does not apply', '対象外の手順も表示する'),

  // The site
  notFound: both('There is no such page', 'ページが見つかりません'),
  notFoundWhy: both(
    'Addresses of runbooks and of their steps do not change. Perhaps a letter is missing, or the page belongs to another version of Watari.',
    'ランブックとその手順のアドレスは変わりません。入力の誤りか、別のバージョンの Watari のページである可能性があります。',
  ),
  notFoundHome: both('To the first page, with all runbooks', '最初のページ（ランブックの一覧）へ'),
  notFoundSearch: both('Or search above.', '上の検索欄も使えます。'),
  search: both('Search', '検索'),
  otherLanguage: both('日本語', 'English'),
  otherLanguageLabel: both('日本語で読む', 'Read this page in English'),
} as const;
