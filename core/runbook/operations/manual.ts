import { z } from 'zod';

import { localized } from '../localized.ts';
import { means } from '../meaning.ts';
import { prompts } from './prompt.ts';
import { on } from './shared-keys.ts';

/** A person does it and confirms with a note, which becomes the evidence. As a verification, a person looks and says. */
export const manual = z.strictObject({
  ask: means(
    localized,
    'What the person is to do, or to look at.',
    '担当者に行ってほしい作業、または確かめてほしい内容です。',
  ),
  on: on.optional(),
  prompts,
});
export type Manual = z.infer<typeof manual>;
export const manualDescription = {
  en: 'A person does it and confirms, with a note as evidence.',
  ja: '担当者が作業し、メモを証跡として添えて完了を確認します。',
} as const;
