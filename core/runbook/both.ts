import type { Localized } from './localized.ts';

/** A text in both languages. */
export const both = (en: string, ja: string): Localized => ({ en, ja });

/** What a problem found where something is missing. */
export const NOTHING = both('nothing', '記述なし');

/** Names and code, which are written alike in every language. */
export const asWritten = (text: string): Localized => both(text, text);

/** Names of which one is to be chosen. */
export const oneOf = (names: readonly string[]): Localized =>
  both(`exactly one of ${names.join(', ')}`, `${names.join('、')} のどれか 1 つ`);

/** Names one behind the other. */
export const listed = (names: readonly string[]): Localized =>
  names.length === 0 ? both('none', 'なし') : both(names.join(', '), names.join('、'));
