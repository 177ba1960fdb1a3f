import { type Fault, FAULT_CODES, type FaultCode } from './errors.ts';
import type { Localized } from './runbook/localized.ts';

/** A clause without a full stop: what is broken. And a sentence: what whoever runs Watari can do. */
type Trouble = { readonly is: Localized; readonly todo: Localized };

const TROUBLE: { readonly [C in FaultCode]: Trouble } = {
  'journal-corrupt': {
    is: { en: 'the journal is broken', ja: 'ジャーナルが壊れています' },
    todo: {
      en: 'The run is not touched any more; other runs go on. Find the first broken event with audit, and restore the data folder from a copy.',
      ja: 'この実行には手を付けません。ほかの実行は続きます。audit で最初に壊れているイベントを調べ、データフォルダを控えから戻してください。',
    },
  },
  'journal-busy': {
    is: {
      en: 'too many processes write the journal at once',
      ja: 'ジャーナルへの書き込みが混み合っています',
    },
    todo: {
      en: 'Nothing was recorded. Do it again; if it comes back, end processes that are not needed.',
      ja: '何も記録していません。もう一度行ってください。繰り返す場合は、不要なプロセスを終了させてください。',
    },
  },
  'store-unusable': {
    is: { en: 'the data folder cannot be used', ja: 'データの保存場所を使用できません' },
    todo: {
      en: 'Give WATARI_DATA a folder on a local disk with space, which the account that runs Watari may write.',
      ja: 'WATARI_DATA には、ローカルディスク上で空きがあり、Watari を動かすアカウントが書き込めるフォルダを指定してください。',
    },
  },
  'document-missing': {
    is: { en: 'a document that the journal names is not there', ja: '必要な文書が保存されていません' },
    todo: {
      en: 'The data folder is not whole. Restore it from a copy.',
      ja: 'データフォルダに欠けがあります。控えから戻してください。',
    },
  },
  'connection-failed': {
    is: {
      en: 'a host or directory cannot be reached, or refuses us',
      ja: '接続できないか、接続が切れました',
    },
    todo: {
      en: 'Look at the network and at the entry in inventory.yaml; doctor says what it sees. Jobs that are under way go on, and are found again.',
      ja: 'ネットワークと inventory.yaml の登録を確かめてください。doctor で状態が分かります。実行中のジョブは動き続け、あとから見つかります。',
    },
  },
  'host-key-refused': {
    is: { en: 'the host key is unknown or another one', ja: 'ホスト鍵を確認できないため接続しません' },
    todo: {
      en: 'Ask whoever runs the host for the fingerprint, then register it with hosts trust. Where a key has changed, find out why first.',
      ja: 'ホストの管理者にフィンガープリントを聞き、hosts trust で登録してください。鍵が変わっている場合は、先に理由を確かめてください。',
    },
  },
  'secret-unavailable': {
    is: { en: 'a secret cannot be read', ja: '秘密の値を取得できません' },
    todo: {
      en: 'Set the environment variable, or write the file, that the reference names, for the account that runs Watari.',
      ja: '参照先の環境変数を設定するか、ファイルを用意してください。Watari を動かすアカウントから読める必要があります。',
    },
  },
  'lab-unavailable': {
    is: { en: 'the lab cannot run on this machine', ja: 'このマシンではラボを使用できません' },
    todo: {
      en: 'Rehearsals need Linux, and root or user namespaces. list, plan and check work without.',
      ja: 'リハーサルには、Linux と、root 権限またはユーザ名前空間が必要です。list、plan、check はラボがなくても使えます。',
    },
  },
  'protocol-broken': {
    is: {
      en: 'the other side said something that its protocol does not allow',
      ja: '相手の応答が正しくありません',
    },
    todo: {
      en: 'See what answers there: another program may stand on that port.',
      ja: '相手が何であるかを確かめてください。そのポートで別のプログラムが動いている可能性があります。',
    },
  },
};

/** A Fault for people: a whole clause in both languages, without a full stop. The line of the log stays literal in it. */
export const faultSentence = ({ code, message }: Fault): Localized => ({
  en: message,
  ja: `${TROUBLE[code].is.ja}（${message}）`,
});

/** What whoever runs Watari can do about it: a sentence. */
export const faultAdvice = ({ code }: Fault): Localized => TROUBLE[code].todo;

/** Every fault, what it is and what to do: for the reference. */
export const faultReference = () => FAULT_CODES.map((code) => ({ code, ...TROUBLE[code] }));
