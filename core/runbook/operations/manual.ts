import { z } from 'zod';

import { localized } from '../localized.ts';
import { prompt } from './ssh.ts';

/** A person does it and confirms with a note, which becomes the evidence. As a verification, a person looks and says. */
export const manual = z.strictObject({
  ask: localized,
  on: z.string().optional(),
  prompts: z.array(prompt).optional(),
});
export type Manual = z.infer<typeof manual>;
export const manualDescription = {
  en: 'A person does it and confirms, with a note as evidence.',
  ja: '担当者が作業し、メモを証跡として添えて完了を確認します。',
} as const;
