import { type FindingSentence, of } from './finding-sentence.ts';

/** What doctor says of a directory. */
export const DIRECTORY_FINDINGS = {
  'directory-reached': {
    en: (v) => `Reached (${of(v, 'tls')}).`,
    ja: (v) => `接続できます（${of(v, 'tls')}）。`,
  },
  'directory-unencrypted': {
    en: () =>
      'Not encrypted, as the inventory says (tls: plain): whoever listens on the way reads the password.',
    ja: () =>
      'インベントリの指定（tls: plain）により、通信は暗号化されません。経路上でパスワードを読み取られるおそれがあります。',
  },
  'bind-works': {
    en: (v) => `Login as ${of(v, 'bindDn')} works.`,
    ja: (v) => `${of(v, 'bindDn')} でログインできます。`,
  },
  'bind-refused': {
    en: (v) => `Login as ${of(v, 'bindDn')} does not work: ${of(v, 'saw')}.`,
    ja: (v) => `${of(v, 'bindDn')} でログインできません：${of(v, 'saw')}`,
  },
  'bind-untried': {
    en: () => 'No login was tried. Give one: --set bindDn=… --set bindPassword=env:NAME, or name a runbook.',
    ja: () =>
      'ログインは試していません。--set bindDn=… --set bindPassword=env:NAME を付けるか、ランブックを指定してください。',
  },
  'password-unavailable': {
    en: (v) => `The password cannot be had: ${of(v, 'saw')}.`,
    ja: (v) => `パスワードを取得できません：${of(v, 'saw')}`,
  },
  'schema-readable': {
    en: (v) => `Schema is readable: ${of(v, 'classes')} object classes, ${of(v, 'types')} attribute types.`,
    ja: (v) =>
      `スキーマを読み取れます：オブジェクトクラス ${of(v, 'classes')} 件、属性型 ${of(v, 'types')} 件`,
  },
  'schema-unreadable': {
    en: (v) => `Schema (${of(v, 'dn')}) cannot be read: ${of(v, 'saw')}.`,
    ja: (v) => `スキーマ（${of(v, 'dn')}）を読み取れません：${of(v, 'saw')}`,
  },
  'suffixes-unknown': {
    en: () => 'It does not say which suffixes it holds, so writing was not tried.',
    ja: () => 'サフィックスが分からないため、書き込みは確かめていません。',
  },
  writable: {
    en: (v) => `${of(v, 'suffix')} is writable here (tried by deleting a value that is not there).`,
    ja: (v) => `${of(v, 'suffix')} はここで書き込めます（存在しない値の削除で確認）。`,
  },
  'read-only': {
    en: (v) =>
      `${of(v, 'suffix')} is read-only here: ${of(v, 'saw')}. Name the writable master in the inventory.`,
    ja: (v) =>
      `${of(v, 'suffix')} はここでは読み取り専用です：${of(v, 'saw')}。インベントリには書き込み可能なマスターを指定してください。`,
  },
  'points-elsewhere': {
    en: (v) =>
      `${of(v, 'suffix')} is a replica here, which sends writers elsewhere. Name the master in the inventory.`,
    ja: (v) =>
      `${of(v, 'suffix')} はレプリカであり、書き込みは別のサーバに転送されます。インベントリにはマスターを指定してください。`,
  },
  'write-not-allowed': {
    en: (v) => `This login may not change ${of(v, 'suffix')}: ${of(v, 'saw')}.`,
    ja: (v) => `このログインでは ${of(v, 'suffix')} を変更できません：${of(v, 'saw')}`,
  },
  'writable-unknown': {
    en: (v) => `Whether ${of(v, 'suffix')} can be written here is unknown: ${of(v, 'saw')}.`,
    ja: (v) => `${of(v, 'suffix')} に書き込めるかどうかは分かりません：${of(v, 'saw')}`,
  },
} satisfies Readonly<Record<string, FindingSentence>>;
