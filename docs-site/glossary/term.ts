/** A word that is explained. Meanings are plain text: they stand in tooltips. */
export type Term = {
  /** What pages call it: `[[run]]`. Also the anchor on the page of the glossary. */
  readonly id: string;
  readonly en: { readonly word: string; readonly meaning: string };
  readonly ja: { readonly word: string; readonly reading?: string; readonly meaning: string };
};

/** A word as pages name it, what it is called and means in English, and the same in Japanese. */
export const term = (
  id: string,
  [word, meaning]: readonly [string, string],
  [wordJa, reading, meaningJa]: readonly [string, string | null, string],
): Term => ({
  id,
  en: { word, meaning },
  ja: { word: wordJa, ...(reading !== null && { reading }), meaning: meaningJa },
});
