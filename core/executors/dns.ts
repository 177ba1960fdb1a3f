import { getServers } from 'node:dns';
import { Resolver } from 'node:dns/promises';

import type { PlannedDns } from '../plan/operation.ts';
import type { ProbeResult } from '../run/outcome.ts';
import type { Localized } from '../runbook/localized.ts';
import type { Context, Executor } from './executor.ts';
import { untilSatisfied } from './until.ts';

const EVERY_MS = 2000;
const ANSWER_MS = 2000;
const TRIES = 2;

/** Looks whether a name leads to the same addresses as another, and waits until it does. */
export const dns: Executor<PlannedDns> = {
  preview: async ({ name, is, timeoutMinutes }) => ({
    text: {
      en: `Asks DNS until ${name} leads to the same addresses as ${is}, for at most ${timeoutMinutes} min.`,
      ja: `${name} が ${is} と同じアドレスに解決されるまで、DNS への問い合わせを繰り返します（最長 ${timeoutMinutes} 分）。`,
    },
    changes: [],
  }),
  carryOut: (operation, context) =>
    untilSatisfied(() => once(operation, context), EVERY_MS, operation.timeoutMinutes * 60_000, context),
  probe: (operation, context) => once(operation, context),
};

/** What DNS says of a name. `none`: there is no such name, or it has no address. */
type Found =
  | { readonly kind: 'addresses'; readonly addresses: readonly string[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly saw: Localized };

async function once({ name, is }: PlannedDns, context: Context): Promise<ProbeResult> {
  const servers = context.inventory.dns?.servers ?? getServers();
  const [found, wanted] = await Promise.all([lookUp(name, servers), lookUp(is, servers)]);
  const said = (kind: ProbeResult['kind'], en: string, ja: string): ProbeResult => ({
    kind,
    detail: { en, ja },
    evidence: [],
  });
  for (const [one, asked] of [
    [wanted, is],
    [found, name],
  ] as const)
    if (one.kind === 'unknown')
      return said(
        'inconclusive',
        `what ${asked} leads to is not known: ${one.saw.en}`,
        `${asked} の解決結果を確認できません：${one.saw.ja}`,
      );
  if (wanted.kind !== 'addresses')
    return said('unsatisfied', `DNS has no address for ${is}`, `${is} のアドレスが DNS に登録されていません`);
  if (found.kind !== 'addresses')
    return said(
      'unsatisfied',
      `DNS has no address for ${name}, expected ${wanted.addresses.join(', ')}`,
      `${name} のアドレスが DNS に登録されていません（期待値は ${wanted.addresses.join('、')}）`,
    );
  const [has, needs] = [found.addresses, wanted.addresses];
  return has.join() === needs.join()
    ? said(
        'satisfied',
        `${name} leads to ${has.join(', ')}, as ${is} does`,
        `${name} は ${is} と同じ ${has.join('、')} に解決されます`,
      )
    : said(
        'unsatisfied',
        `${name} leads to ${has.join(', ')}, expected ${needs.join(', ')} (${is})`,
        `${name} は ${has.join('、')} に解決されますが、${is} の ${needs.join('、')} に解決される必要があります`,
      );
}

/** Addresses of both families, sorted. A fresh resolver each time: what was known a moment ago may have changed. */
async function lookUp(name: string, servers: readonly string[]): Promise<Found> {
  if (servers.length === 0) return { kind: 'unknown', saw: NO_SERVER };
  const resolver = new Resolver({ timeout: ANSWER_MS, tries: TRIES });
  resolver.setServers(servers);
  const answers = await Promise.all([
    addressesOf(() => resolver.resolve4(name), servers),
    addressesOf(() => resolver.resolve6(name), servers),
  ]);
  const unknown = answers.find((answer) => answer.kind === 'unknown');
  const addresses = answers.flatMap((answer) => (answer.kind === 'addresses' ? answer.addresses : []));
  if (addresses.length > 0) return { kind: 'addresses', addresses: addresses.toSorted() };
  return unknown ?? { kind: 'none' };
}

async function addressesOf(
  ask: () => Promise<readonly string[]>,
  servers: readonly string[],
): Promise<Found> {
  try {
    return { kind: 'addresses', addresses: await ask() };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    // `ENODATA`: the name is there, without an address of this family.
    if (code === 'ENOTFOUND' || code === 'ENODATA') return { kind: 'none' };
    return { kind: 'unknown', saw: (SAW[code] ?? otherwise(code))(servers.join(', ')) };
  }
}

const NO_SERVER: Localized = {
  en: 'this machine knows no DNS server, and the inventory names none',
  ja: 'このマシンに DNS サーバの設定がなく、インベントリにも記載がありません',
};
const noAnswer = (servers: string): Localized => ({
  en: `no DNS server answers (${servers})`,
  ja: `DNS サーバ（${servers}）が応答しません`,
});
const SAW: Readonly<Record<string, (servers: string) => Localized>> = {
  ECONNREFUSED: noAnswer,
  ETIMEOUT: noAnswer,
  EREFUSED: (servers) => ({
    en: `the DNS server refuses to answer (${servers})`,
    ja: `DNS サーバ（${servers}）に問い合わせを拒否されました`,
  }),
  ESERVFAIL: (servers) => ({
    en: `the DNS server cannot find it out (${servers})`,
    ja: `DNS サーバ（${servers}）で名前を解決できませんでした`,
  }),
};
const otherwise =
  (code: string) =>
  (servers: string): Localized => ({
    en: `asking ${servers} failed (${code})`,
    ja: `DNS サーバ（${servers}）への問い合わせに失敗しました（${code}）`,
  });
