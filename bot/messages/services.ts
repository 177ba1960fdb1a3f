import type { Localized } from '#core/index.ts';

import { both } from './words.ts';

/** Services as runbooks call them, and as people do. */
const NAMES: Readonly<Record<string, Localized>> = {
  mail: both('Reading mail', 'メールの閲覧'),
  smtp: both('Sending and receiving mail', 'メールの送受信'),
  address: both('Changing addresses', 'アドレスの登録と変更'),
  groupmax: both('Using Groupmax', 'Groupmax の利用'),
};

/** A service of somebody's own runbook keeps the name that stands there. */
export const serviceName = (service: string): Localized => NAMES[service] ?? both(service, service);
