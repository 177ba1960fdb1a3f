import type { Fault, FaultCode } from './errors.ts';
import type { Localized } from './runbook/localized.ts';

const TROUBLE: { readonly [C in FaultCode]: string } = {
  'journal-corrupt': 'ジャーナルが壊れています',
  'journal-busy': 'ジャーナルへの書き込みが混み合っています',
  'store-unusable': 'データの保存場所を使用できません',
  'document-missing': '必要な文書が保存されていません',
  'connection-failed': '接続できないか、接続が切れました',
  'host-key-refused': 'ホスト鍵を確認できないため接続しません',
  'secret-unavailable': '秘密の値を取得できません',
  'lab-unavailable': 'このマシンではラボを使用できません',
  'protocol-broken': '相手の応答が正しくありません',
};

/** A Fault for people: a whole clause in both languages, without a full stop. The line of the log stays literal in it. */
export const faultSentence = ({ code, message }: Fault): Localized => ({
  en: message,
  ja: `${TROUBLE[code]}（${message}）`,
});
