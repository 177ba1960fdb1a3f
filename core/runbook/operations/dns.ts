import { z } from 'zod';

/** A probe that waits: a name resolves (CNAME or A) to the same addresses as another, asked of the inventory's DNS servers. */
export const dns = z.strictObject({
  /** Names of parameters of type host. */
  name: z.string(),
  is: z.string(),
  timeoutMinutes: z.number().positive().optional(),
});
export type Dns = z.infer<typeof dns>;
export const dnsDescription = {
  en: 'Looks whether a name in DNS leads to the same addresses as another, and waits until it does.',
  ja: 'DNS の名前が別の名前と同じアドレスに解決されるかどうかを確かめ、そうなるまで待ちます。',
} as const;
