import { z } from 'zod';

/** A probe, seen from the host itself or from Watari: does something accept connections on this TCP port? */
export const port = z.strictObject({
  on: z.string(),
  /** Name of a parameter of type port. */
  port: z.string(),
  state: z.enum(['open', 'closed']),
  timeoutMinutes: z.number().positive().optional(),
});
export type Port = z.infer<typeof port>;
export const portDescription = {
  en: 'Looks whether something accepts connections on a TCP port.',
  ja: 'TCP ポートが接続を受け付けているかどうかを確かめます。',
} as const;
