import { z } from 'zod';

import { means } from '../meaning.ts';
import { waitMinutes } from './shared-keys.ts';

/** A probe that waits: a name resolves (CNAME or A) to the same addresses as another, asked of the inventory's DNS servers. */
export const dns = z.strictObject({
  name: means(
    z.string(),
    'Name of a parameter of type host: what is looked up.',
    'host 型のパラメータの名前です。この名前を調べます。',
  ),
  is: means(
    z.string(),
    'Name of a parameter of type host: what it must lead to.',
    'host 型のパラメータの名前です。同じアドレスになるはずのホストです。',
  ),
  timeoutMinutes: waitMinutes,
});
export type Dns = z.infer<typeof dns>;
export const dnsDescription = {
  en: 'Looks whether a name in DNS leads to the same addresses as another, and waits until it does.',
  ja: 'DNS の名前が別の名前と同じアドレスに解決されるかどうかを確かめ、そうなるまで待ちます。',
} as const;
