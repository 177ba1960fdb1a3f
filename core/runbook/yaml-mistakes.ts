import type { YAMLError } from 'yaml';

import { both } from './both.ts';
import type { Localized } from './localized.ts';

const MISTAKES: Readonly<Record<YAMLError['code'], string>> = {
  ALIAS_PROPS: '別名（*）に、タグやアンカーは付けられません',
  BAD_ALIAS: '別名（*）の書き方が正しくありません',
  BAD_COLLECTION_TYPE: 'タグとコレクションの種類が合いません',
  BAD_DIRECTIVE: 'ディレクティブ（%）の書き方が正しくありません',
  BAD_DQ_ESCAPE: '二重引用符の中のエスケープが正しくありません',
  BAD_INDENT: '字下げが正しくありません',
  BAD_PROP_ORDER: 'タグとアンカーは、値の前に書きます',
  BAD_SCALAR_START: 'この文字で始まる値は、引用符で囲みます',
  BLOCK_AS_IMPLICIT_KEY: '同じ行に、入れ子のキーは書けません',
  BLOCK_IN_FLOW: '角括弧や波括弧の中では使えない書き方です',
  DUPLICATE_KEY: '同じキーが 2 回あります',
  IMPOSSIBLE: 'YAML として読み取れません',
  KEY_OVER_1024_CHARS: 'キーが長すぎます',
  MISSING_CHAR: '必要な文字（引用符、括弧、コロン、空白など）がありません',
  MULTILINE_IMPLICIT_KEY: 'キーは 1 行に書きます',
  MULTIPLE_ANCHORS: 'アンカー（&）は 1 つしか付けられません',
  MULTIPLE_DOCS: '1 つのファイルに書ける文書は 1 つだけです',
  MULTIPLE_TAGS: 'タグは 1 つしか付けられません',
  NON_STRING_KEY: 'キーは文字列で書きます',
  RESOURCE_EXHAUSTION: '別名（*）の展開が大きすぎます',
  TAB_AS_INDENT: '字下げにタブは使えません',
  TAG_RESOLVE_FAILED: 'タグの意味が分かりません',
  UNEXPECTED_TOKEN: 'ここに書けないものがあります',
};

/** What a YAML parser did not understand; in English by its own words. */
export const yamlMistake = ({ code, message }: Pick<YAMLError, 'code' | 'message'>): Localized =>
  both(message.replaceAll(/\s+/gu, ' '), `正しい YAML（${MISTAKES[code]}）`);
