import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { dns } from '#core/executors/dns.ts';
import { type DnsServer, startDnsServer } from '#core/lab/wire/dns-server.ts';
import type { PlannedDns } from '#core/plan/operation.ts';
import { contextWith, dropped } from '#test/core/executors/answering-host.ts';

let folder: string;
let server: DnsServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'watari-dns-'));
  zone('new.siroe.com A 192.0.2.2', 'old.siroe.com A 192.0.2.1');
  server = await startDnsServer({ zoneFile: join(folder, 'zone'), portFile: join(folder, 'port') });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const zone = (...lines: readonly string[]) => writeFileSync(join(folder, 'zone'), `${lines.join('\n')}\n`);
const asking = (servers: readonly string[] = [server.address], own: object = {}) => {
  const context = contextWith(dropped, own);
  return { ...context, inventory: { ...context.inventory, dns: { servers } } };
};
const operation: PlannedDns = {
  id: 'verify.1',
  verb: 'dns',
  note: null,
  command: 'DNS: old.siroe.com = new.siroe.com',
  name: 'old.siroe.com',
  is: 'new.siroe.com',
  timeoutMinutes: 0.5,
};

describe('a name', () => {
  test.each([
    [
      'that leads elsewhere',
      ['old.siroe.com A 192.0.2.1', 'new.siroe.com A 192.0.2.2'],
      'unsatisfied',
      'old.siroe.com leads to 192.0.2.1, expected 192.0.2.2 (new.siroe.com)',
      'old.siroe.com は 192.0.2.1 に解決されますが、new.siroe.com の 192.0.2.2 に解決される必要があります',
    ],
    [
      'with the same address record',
      ['old.siroe.com A 192.0.2.2', 'new.siroe.com A 192.0.2.2'],
      'satisfied',
      'old.siroe.com leads to 192.0.2.2, as new.siroe.com does',
      'old.siroe.com は new.siroe.com と同じ 192.0.2.2 に解決されます',
    ],
    [
      'that is an alias of an alias',
      [
        'OLD.siroe.com. CNAME mail.siroe.com',
        'mail.siroe.com CNAME new.siroe.com.',
        'new.siroe.com A 192.0.2.2',
        'new.siroe.com A 192.0.2.3',
      ],
      'satisfied',
      'old.siroe.com leads to 192.0.2.2, 192.0.2.3, as new.siroe.com does',
      'old.siroe.com は new.siroe.com と同じ 192.0.2.2、192.0.2.3 に解決されます',
    ],
    [
      'with one address of two',
      ['old.siroe.com A 192.0.2.2', 'new.siroe.com A 192.0.2.2', 'new.siroe.com A 192.0.2.3'],
      'unsatisfied',
      'old.siroe.com leads to 192.0.2.2, expected 192.0.2.2, 192.0.2.3 (new.siroe.com)',
      'old.siroe.com は 192.0.2.2 に解決されますが、new.siroe.com の 192.0.2.2、192.0.2.3 に解決される必要があります',
    ],
    [
      'that does not exist',
      ['new.siroe.com A 192.0.2.2'],
      'unsatisfied',
      'DNS has no address for old.siroe.com, expected 192.0.2.2',
      'old.siroe.com のアドレスが DNS に登録されていません（期待値は 192.0.2.2）',
    ],
    [
      'beside one that does not exist',
      ['old.siroe.com A 192.0.2.1'],
      'unsatisfied',
      'DNS has no address for new.siroe.com',
      'new.siroe.com のアドレスが DNS に登録されていません',
    ],
  ] as const)('%s', async (_what, lines, kind, en, ja) => {
    zone(...lines);
    expect(await dns.probe(operation, asking())).toEqual({ kind, detail: { en, ja }, evidence: [] });
  });

  test('that leads round in a circle is not known', async () => {
    zone('old.siroe.com CNAME old.siroe.com', 'new.siroe.com A 192.0.2.2');
    expect(await dns.probe(operation, asking())).toMatchObject({
      kind: 'inconclusive',
      detail: {
        en: `what old.siroe.com leads to is not known: the DNS server cannot find it out (${server.address})`,
      },
    });
  });

  test('is not known where no server answers', async () => {
    const { address } = server;
    await server.close();
    expect(await dns.probe(operation, asking([address]))).toMatchObject({
      kind: 'inconclusive',
      detail: {
        en: `what new.siroe.com leads to is not known: no DNS server answers (${address})`,
        ja: `new.siroe.com の解決結果を確認できません：DNS サーバ（${address}）が応答しません`,
      },
    });
    server = await startDnsServer({ zoneFile: join(folder, 'zone') });
  });

  test('is not known where there is no server to ask', async () =>
    expect(await dns.probe(operation, asking([]))).toMatchObject({
      kind: 'inconclusive',
      detail: { ja: expect.stringContaining('DNS サーバの設定がなく') },
    }));

  test('is waited for until somebody has changed it', async () => {
    const waiting = dns.carryOut(operation, asking());
    zone('old.siroe.com CNAME new.siroe.com', 'new.siroe.com A 192.0.2.2');
    expect(await waiting).toMatchObject({ kind: 'succeeded' });
  });

  test('is waited for only as long as it was said', async () =>
    expect(await dns.carryOut({ ...operation, timeoutMinutes: 0.001 }, asking())).toMatchObject({
      kind: 'failed',
      reason: 'timed-out',
    }));
});

test('a server that is started again is found where it was', async () => {
  const { address } = server;
  await server.close();
  server = await startDnsServer({ zoneFile: join(folder, 'zone'), portFile: join(folder, 'port') });
  expect(server.address).toBe(address);
});
