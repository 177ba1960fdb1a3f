import { both } from '../runbook/both.ts';
import type { Localized } from '../runbook/localized.ts';
import type { Risk } from '../runbook/schema.ts';

// Words of a plan that terminal, card and page have in common.

export const riskName: { readonly [R in Risk]: Localized } = {
  safe: both('safe', '影響なし'),
  disruptive: both('disruptive', '影響あり'),
  irreversible: both('irreversible', '元に戻せない'),
};

/** Services as runbooks call them, and as people do. */
const SERVICES: ReadonlyMap<string, Localized> = new Map([
  ['mail', both('Reading mail', 'メールの閲覧')],
  ['smtp', both('Sending and receiving mail', 'メールの送受信')],
  ['address', both('Changing addresses', 'アドレスの登録と変更')],
  ['groupmax', both('Using Groupmax', 'Groupmax の利用')],
]);

/** A service of somebody's own runbook keeps the name that stands there. */
export const serviceName = (service: string): Localized => SERVICES.get(service) ?? both(service, service);
