import type { Localized } from '../runbook/localized.ts';

const NAMED = 5;

export const noSchemaAt = (subschema: string): Localized => ({
  en: `the directory shows no schema at ${subschema}`,
  ja: `ディレクトリの ${subschema} にスキーマがありません`,
});

/** What came of adding a schema, or of looking for it. */
export const schemaSaid = {
  already: { en: 'the schema was there already', ja: 'スキーマはすでに追加されています' },
  inUse: (names: readonly string[]): Localized => ({
    en: `in use under another number: ${names.join(', ')}`,
    ja: `別の OID で使用されています：${names.join('、')}`,
  }),
  written: (count: number): Localized => ({
    en: `${count} definitions added or replaced`,
    ja: `${count} 件の定義を追加または置換しました`,
  }),
  notThere: (left: number | null): Localized => ({
    en: `the directory said yes, but ${left} definitions are not there`,
    ja: `ディレクトリは変更を受け付けましたが、${left} 件の定義がありません`,
  }),
  allThere: (count: number): Localized => ({
    en: `all ${count} definitions are there`,
    ja: `${count} 件の定義がすべてあります`,
  }),
  missing: (names: readonly string[], all: number): Localized => {
    const more = names.length > NAMED ? ' …' : '';
    const first = names.slice(0, NAMED);
    return {
      en: `${names.length} of ${all} definitions are missing or different: ${first.join(', ')}${more}`,
      ja: `${all} 件中 ${names.length} 件の定義がないか、異なります：${first.join('、')}${more}`,
    };
  },
} as const;
