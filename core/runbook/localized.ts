import { z } from 'zod';

export const LANGUAGES = ['en', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A text that people read: always in both languages, in one value. */
export type Localized = { readonly en: string; readonly ja: string };

export const localized = z.strictObject({ en: z.string().trim().min(1), ja: z.string().trim().min(1) });
