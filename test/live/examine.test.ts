import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Modification } from '#core/connections/connections.ts';
import { openDirectory } from '#core/connections/ldap-connection.ts';
import { examineDirectory, examineHost, type Finding, trustHost } from '#core/examine/index.ts';
import type { FrozenInventory, InventoryDirectory, InventoryHost } from '#core/plan/index.ts';
import { secretsFrom } from '#core/runner/index.ts';

import { type RealDirectory, start389ds } from '../servers/389-ds.ts';
import { type Sshd, startSshd } from './sshd.ts';

const NOTHING: FrozenInventory = { lab: null, hosts: {}, directories: {}, secrets: {} };
const secretOf = secretsFrom({ DIRECTORY_PASSWORD: 'the-manager-knows' });
const codes = (findings: readonly Finding[]) => findings.map(({ what }) => what);

describe('a host', () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(() => sshd.stop());

  const examine = (change: Partial<InventoryHost> = {}, needs?: Parameters<typeof examineHost>[3]) =>
    examineHost({ ...NOTHING, hosts: { mail: { ...sshd.host, ...change } } }, 'mail', secretOf, needs);

  test('that is ready is found ready, and nothing is left on it', async () => {
    const before = readdirSync(sshd.folder).toSorted();
    const findings = await examine();
    expect(codes(findings)).toEqual([
      'host-key-known',
      'login-works',
      'clock-close',
      'spool-can-be-made',
      'spool-on-disk',
      'space-enough',
      'encoding-fits',
      'shell-fits',
      'jobs-findable',
    ]);
    expect(readdirSync(sshd.folder).toSorted()).toEqual(before);
  });

  const logins = () =>
    readFileSync(join(sshd.folder, 'log'), 'utf8').match(/Accepted publickey/gu)?.length ?? 0;

  test('whose key is not known is not logged in to', async () => {
    const before = logins();
    expect(await examine({ fingerprints: [] })).toMatchObject([
      { what: 'host-key-unknown', values: { shown: sshd.host.fingerprints[0] } },
    ]);
    expect(logins()).toBe(before);
  });

  test('whose key is another one is not logged in to', async () => {
    const before = logins();
    const fingerprints = [`SHA256:${'A'.repeat(43)}`];
    expect(codes(await examine({ fingerprints }))).toEqual(['host-key-different']);
    expect(logins()).toBe(before);
  });

  test('that nobody answers for is unreachable', async () => {
    expect(codes(await examine({ address: { socket: join(sshd.folder, 'no-such-socket') } }))).toEqual([
      'unreachable',
    ]);
  });

  test('that does not know our key refuses the login', async () => {
    const path = join(sshd.folder, 'host');
    expect(codes(await examine({ identity: { from: 'file', path } }))).toEqual([
      'host-key-known',
      'login-refused',
    ]);
  });

  test('whose private key is not on this machine cannot be logged in to', async () => {
    const path = join(sshd.folder, 'missing');
    expect(codes(await examine({ identity: { from: 'file', path } }))).toEqual([
      'host-key-known',
      'identity-unavailable',
    ]);
  });

  test.each([
    ['is ours alone', 0o700, 'spool-ready'],
    ['may be read by others', 0o755, 'spool-not-ours'],
  ] as const)('whose spool %s', async (_rule, mode, what) => {
    const spool = mkdtempSync(join(sshd.folder, 'spool-'));
    chmodSync(spool, mode);
    expect(codes(await examine({ spool }))).toContain(what);
  });

  test('whose spool would be in memory is told so', async () => {
    expect(codes(await examine({ spool: '/dev/shm/watari-test' }))).toContain('spool-in-memory');
  });

  test('where nothing can be made below the spool is told so', async () => {
    expect(codes(await examine({ spool: '/proc/watari-test' }))).toContain('spool-not-writable');
  });

  test('where a login can be become that a plan needs', async () => {
    const findings = await examine({}, { as: ['nobody', 'no-such-login'], programs: [] });
    expect(findings.slice(-2)).toMatchObject([
      { what: 'become-works', values: { login: 'nobody', become: 'su' } },
      { what: 'become-refused', values: { login: 'no-such-login' } },
    ]);
  });

  test('where the inventory says that nobody else can be become', async () => {
    const findings = await examine({ become: 'none' }, { as: ['nobody'], programs: [] });
    expect(codes(findings).at(-1)).toBe('become-refused');
  });

  test('lacks the programs that it lacks, and those of one login alone', async () => {
    const tools = mkdtempSync(join(sshd.folder, 'tools-'));
    writeFileSync(join(tools, 'im-tool'), '#!/bin/sh\n', { mode: 0o755 });
    const need = (program: string, as: string | null = null, later = false) => ({
      program,
      as,
      step: '4',
      later,
    });
    const findings = await examine(
      { path: [tools] },
      {
        as: ['nobody'],
        programs: [
          need('im-tool'),
          need('ls'),
          need('/opt/not/there'),
          need('not-yet', null, true),
          // The folder of this test is closed to others.
          need(join(tools, 'im-tool'), 'nobody'),
        ],
      },
    );
    const found = findings
      .slice(9)
      .map(({ what, values }) => [what, values['program'] ?? values['count'] ?? values['login']]);
    expect(found).toEqual([
      ['commands-there', '2'],
      ['command-missing', '/opt/not/there'],
      ['command-not-yet-there', 'not-yet'],
      ['become-works', 'nobody'],
      ['command-missing', join(tools, 'im-tool')],
    ]);
  });

  describe('whose key a person vouches for', () => {
    const trust = (site: string, fingerprint: string) =>
      trustHost(site, 'mail', { ...sshd.host, fingerprints: [] }, fingerprint);
    const fresh = () => mkdtempSync(join(sshd.folder, 'site-'));
    const own = () => sshd.host.fingerprints[0]?.split(' ')[0] ?? '';
    const name = () => ('port' in sshd.host.address ? `[127.0.0.1]:${sshd.host.address.port}` : '');

    test('is trusted when it shows that key, in a file for its owner alone', async () => {
      const site = fresh();
      writeFileSync(join(site, 'known_hosts'), '# ours', { mode: 0o644 });
      expect(await trust(site, own())).toMatchObject({ kind: 'trusted', key: { type: 'ssh-ed25519' } });
      const file = join(site, 'known_hosts');
      expect(readFileSync(file, 'utf8')).toMatch(
        /^# ours\n\[mail\]:\d+,\[127\.0\.0\.1\]:\d+ ssh-ed25519 \S+\n$/u,
      );
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(readdirSync(site)).toEqual(['known_hosts']);
    });

    test('is not trusted when it shows another one', async () => {
      const site = fresh();
      expect(await trust(site, `SHA256:${'A'.repeat(43)}`)).toMatchObject({
        kind: 'different',
        shown: [{ type: 'ssh-ed25519', fingerprint: own() }],
      });
      expect(readdirSync(site)).toEqual([]);
    });

    test('is trusted once, however often that is said', async () => {
      const site = fresh();
      await trust(site, own());
      const before = readFileSync(join(site, 'known_hosts'), 'utf8');
      expect(await trust(site, `${own()}=`)).toMatchObject({ kind: 'unchanged' });
      expect(readFileSync(join(site, 'known_hosts'), 'utf8')).toBe(before);
    });

    test('is not trusted beside another key of the same type', async () => {
      const site = fresh();
      const other = `${name()} ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIL1jW7J4nS3v4iDRxWmPRBOp3GkLUFCm2LDLEXAMPLEa\n`;
      writeFileSync(join(site, 'known_hosts'), other);
      expect(await trust(site, own())).toMatchObject({ kind: 'contradicts', known: { type: 'ssh-ed25519' } });
      expect(readFileSync(join(site, 'known_hosts'), 'utf8')).toBe(other);
    });

    test('is not trusted when that key is revoked', async () => {
      const site = fresh();
      const [type, key] = readFileSync(join(sshd.folder, 'host.pub'), 'utf8').split(' ');
      writeFileSync(join(site, 'known_hosts'), `@revoked * ${type} ${key}\n`);
      expect(await trust(site, own())).toMatchObject({ kind: 'revoked' });
    });
  });
});

describe('a directory', () => {
  const dir = mkdtempSync(join(tmpdir(), 'watari-examine-'));
  const MANAGER = {
    bindDn: 'cn=Directory Manager',
    password: { from: 'env', name: 'DIRECTORY_PASSWORD' },
  } as const;
  let real: RealDirectory;
  beforeAll(async () => {
    const ldif = [
      'dn: dc=siroe,dc=com\nobjectClass: domain\ndc: siroe\n',
      'dn: o=internet\nobjectClass: organization\no: internet\n',
    ].join('\n');
    real = await start389ds({ dir, ldif, managerPassword: 'the-manager-knows' });
  });
  afterAll(async () => {
    await real.stop();
    rmSync(dir, { recursive: true });
  });

  const place = (): InventoryDirectory => ({
    address: { host: '127.0.0.1', port: real.port },
    tls: 'plain',
    ca: null,
  });
  const examine = (login: Parameters<typeof examineDirectory>[3], change: Partial<InventoryDirectory> = {}) =>
    examineDirectory({ ...NOTHING, directories: { dir: { ...place(), ...change } } }, 'dir', secretOf, login);
  /** Configures the server, one modification after the other, for as long as `during` takes. */
  async function configured(
    dn: string,
    there: readonly Modification[],
    back: readonly Modification[],
    during: () => Promise<void>,
  ): Promise<void> {
    const manager = await openDirectory({
      ...place(),
      bindDn: MANAGER.bindDn,
      password: 'the-manager-knows',
    });
    try {
      // oxlint-disable-next-line no-await-in-loop -- in turn: a state of referral needs its referral first
      for (const one of there) expect(await manager.modify(dn, [one])).toMatchObject({ code: 0 });
      await during();
    } finally {
      // oxlint-disable-next-line no-await-in-loop -- in turn
      for (const one of back) await manager.modify(dn, [one]);
      manager.close();
    }
  }
  const replace = (attribute: string, ...values: string[]): Modification => ({
    operation: 'replace',
    attribute,
    values,
  });

  test('that is a writable master is found ready, and is not changed', async () => {
    const before = await real.exportLdif();
    const findings = await examine(MANAGER);
    expect(codes(findings)).toEqual([
      'directory-reached',
      'directory-unencrypted',
      'bind-works',
      'schema-readable',
      'writable',
      'writable',
    ]);
    expect(new Set(findings.slice(-2).map(({ values }) => values['suffix']))).toEqual(
      new Set(['dc=siroe,dc=com', 'o=internet']),
    );
    expect(await real.exportLdif()).toBe(before);
  });

  test('behind a Unix socket needs no encryption', async () => {
    expect(codes(await examine(MANAGER, { address: { socket: real.socket } }))).not.toContain(
      'directory-unencrypted',
    );
  });

  test('whose manager has another password refuses the login', async () => {
    const wrong = { ...MANAGER, password: { from: 'file', path: join(dir, 'etc/dse.ldif') } } as const;
    expect(codes(await examine(wrong)).at(-1)).toBe('bind-refused');
  });

  test('whose password is not to be had is not asked', async () => {
    const missing = { ...MANAGER, password: { from: 'env', name: 'NOT_SET' } } as const;
    expect(codes(await examine(missing))).toEqual(['password-unavailable']);
  });

  test('without a login is looked at as far as it lets anybody', async () => {
    const findings = codes(await examine(null));
    expect(findings).toContain('bind-untried');
    expect(findings).toContain('writable-unknown');
    expect(findings).not.toContain('writable');
  });

  test('that is read-only is told so', async () => {
    const [on, off] = [replace('nsslapd-readonly', 'on'), replace('nsslapd-readonly', 'off')];
    await configured('cn=config', [on], [off], async () => {
      expect(codes(await examine(MANAGER)).slice(-2)).toEqual(['read-only', 'read-only']);
    });
  });

  test('that sends writers of one suffix to its master is told so for that one', async () => {
    const there = [
      replace('nsslapd-referral', 'ldap://master.siroe.com/o=internet'),
      replace('nsslapd-state', 'referral on update'),
    ];
    const back = [replace('nsslapd-state', 'backend'), replace('nsslapd-referral')];
    await configured('cn="o=internet",cn=mapping tree,cn=config', there, back, async () => {
      const findings = await examine(MANAGER);
      const of = (suffix: string) => findings.find(({ values }) => values['suffix'] === suffix)?.what;
      expect(of('o=internet')).toBe('points-elsewhere');
      expect(of('dc=siroe,dc=com')).toBe('writable');
    });
  });

  test('that nobody answers for is unreachable', async () => {
    expect(codes(await examine(MANAGER, { address: { socket: join(dir, 'nobody') } }))).toEqual([
      'unreachable',
    ]);
  });
});
