import { z } from 'zod';

import { means } from '../meaning.ts';
import { on, waitMinutes } from './shared-keys.ts';

/** A probe, seen from the host itself or from Watari: does something accept connections on this TCP port? */
export const port = z.strictObject({
  on,
  port: means(z.string(), 'Name of a parameter of type port.', 'port 型のパラメータの名前です。'),
  state: means(z.enum(['open', 'closed']), 'What it must be.', 'あるべき状態です。'),
  timeoutMinutes: waitMinutes,
});
export type Port = z.infer<typeof port>;
export const portDescription = {
  en: 'Looks whether something accepts connections on a TCP port.',
  ja: 'TCP ポートが接続を受け付けているかどうかを確かめます。',
} as const;
