import { z } from 'zod';

import { localized } from '../localized.ts';
import { prompt } from './ssh.ts';

/** A named operation that the inventory maps to a command, e.g. `messaging-server.install`; where it maps nothing, a person does it. */
export const site = z.strictObject({
  operation: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/u),
  on: z.string().optional(),
  ask: localized,
  prompts: z.array(prompt).optional(),
  /** Parameters that the mapped command may use. */
  with: z.array(z.string()).optional(),
});
export type Site = z.infer<typeof site>;
export const siteDescription = {
  en: 'A named operation that this site maps to a command; where it maps nothing, a person does it and confirms.',
  ja: '拠点ごとにコマンドを割り当てる名前付きの操作です。割り当てがなければ、担当者が作業して確認します。',
} as const;
