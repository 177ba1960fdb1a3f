import { z } from 'zod';

import { localized } from '../localized.ts';
import { means } from '../meaning.ts';
import { prompts } from './prompt.ts';
import { on } from './shared-keys.ts';

/** A named operation that the inventory maps to a command, e.g. `messaging-server.install`; where it maps nothing, a person does it. */
export const site = z.strictObject({
  operation: means(
    z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/u),
    'Its name, which `operations` of the inventory may map: `messaging-server.install`.',
    '操作の名前です。インベントリの `operations` でコマンドを割り当てます（例：`messaging-server.install`）。',
  ),
  on: on.optional(),
  ask: means(
    localized,
    'What a person is to do where the inventory maps nothing.',
    'インベントリで割り当てていない場合に、担当者が行う作業です。',
  ),
  prompts,
  with: means(
    z.array(z.string()).optional(),
    'Parameters that the mapped command may use.',
    '割り当てたコマンドで使えるパラメータです。',
  ),
});
export type Site = z.infer<typeof site>;
export const siteDescription = {
  en: 'A named operation that this site maps to a command; where it maps nothing, a person does it and confirms.',
  ja: '拠点ごとにコマンドを割り当てる名前付きの操作です。割り当てがなければ、担当者が作業して確認します。',
} as const;
