import type { Localized } from '../runbook/localized.ts';

export const NOT_ONLY_ADDING: Localized = {
  en: 'only additions can be repeated without harm; this record does more',
  ja: '安全に繰り返せるのは追加だけですが、このレコードには追加以外の変更があります',
};

export const anotherValue = (attribute: string): Localized => ({
  en: `the entry is there, with another ${attribute}`,
  ja: `エントリはありますが、${attribute} の値が異なります`,
});

export const unreadableFile = (host: string, path: string, saw: string): Localized => ({
  en: `${path} on ${host} cannot be read: ${saw}`,
  ja: `${host} の ${path} を読み取れません：${saw}`,
});

/** What came of adding records, or of looking for them. */
export const recordsSaid = {
  added: (count: number, all: number): Localized => ({
    en: `${count} of ${all} records added`,
    ja: `${all} 件中 ${count} 件のレコードを追加しました`,
  }),
  allThere: (all: number): Localized => ({
    en: `all ${all} records are there`,
    ja: `${all} 件のレコードがすべてあります`,
  }),
  seenAgain: (all: number): Localized => ({
    en: `all ${all} records are there, seen when looking again`,
    ja: `再確認したところ、${all} 件のレコードがすべてありました`,
  }),
  refused: (dn: string, why: Localized, before: number, all: number): Localized => ({
    en: `${dn}: ${why.en} (${before} of ${all} records were added)`,
    ja: `${dn}：${why.ja}（${all} 件中 ${before} 件は追加済み）`,
  }),
  /** `lines`: what would still have to be done, the first of which is named. */
  notThere: (lines: readonly Localized[], all: number): Localized => ({
    en: `${lines.length} of ${all} records are not there: ${lines[0]?.en ?? ''}`,
    ja: `${all} 件中 ${lines.length} 件のレコードがありません：${lines[0]?.ja ?? ''}`,
  }),
  stoppedWithout: (lines: readonly Localized[]): Localized => ({
    en: `the directory stopped answering; not there: ${lines.map(({ en }) => en).join('; ')}`,
    ja: `ディレクトリの応答が途絶え、未反映の変更があります：${lines.map(({ ja }) => ja).join('、')}`,
  }),
} as const;
