import type { Localized } from './localized.ts';

/** A text in both languages. */
export const both = (en: string, ja: string): Localized => ({ en, ja });
