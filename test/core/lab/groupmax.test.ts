import { describe, expect, test } from 'vitest';

import { compareServicesFile } from '#core/lab/compare-services-file.ts';
import { GROUPMAX_ORIGINS, type GroupmaxOrigin, groupmaxSite } from '#core/lab/seed/groupmax.ts';
import { shiftJis } from '#core/lab/seed/shift-jis.ts';

const ORIGINS = ['v5', 'v3', 'v2', 'v2-02-00'] as const satisfies readonly GroupmaxOrigin[];

test('Shift_JIS of every row is read back as it was written', () => {
  const text = 'ASCII、表示能ソ予十ーァ一亜腕弌熙。漾瑤';
  expect(new TextDecoder('shift_jis').decode(shiftJis(text))).toBe(text);
});

describe('a master management server', () => {
  test.each(ORIGINS)('from %s is the same for the same number', (origin) => {
    expect(groupmaxSite(origin, 3, 'small')).toEqual(groupmaxSite(origin, 3, 'small'));
    expect(groupmaxSite(origin, 3, 'small').users).not.toEqual(groupmaxSite(origin, 3, 'full').users);
  });

  test.each(ORIGINS)('from %s has a services file in its own encoding', (origin) => {
    const { services, encoding } = groupmaxSite(origin, 3, 'small');
    expect(new TextDecoder(encoding, { fatal: true }).decode(services)).toContain('表示機能で使うソケット');
  });

  test('lacks the entries that the guide has added for its origin, and no others', () => {
    const wanted = ['imap', 'adrshd', 'pop3', 'popcfg', 'adagt_ap', 'adreq_ap'];
    const missing = (origin: GroupmaxOrigin): readonly string[] => {
      const lines = groupmaxSite(origin, 3, 'small').services.toString('latin1').split(/\r?\n/u);
      return wanted.filter((name) => !lines.some((line) => line.split(/\s/u)[0] === name));
    };
    expect(Object.fromEntries(ORIGINS.map((origin) => [origin, missing(origin)]))).toEqual({
      v5: [],
      v3: ['imap', 'adrshd'],
      // Something else brought pop3 along.
      v2: ['imap', 'adrshd', 'popcfg'],
      'v2-02-00': wanted,
    });
    expect(Object.keys(GROUPMAX_ORIGINS)).toEqual(ORIGINS);
  });
});

describe('a services file', () => {
  const WANTED = { imap: '143/tcp' };
  const bytes = (...lines: readonly string[]): Buffer => Buffer.from(lines.join(''), 'latin1');
  const before = bytes('ftp 21/tcp\r\n', '# \x95\x5c\r\n', 'ldap 389/tcp\r\n');
  const found = (now: Buffer, old = before): readonly string[] =>
    compareServicesFile(now, old, WANTED).map(({ kind, where }) => `${kind} ${where}`);

  test('may have what was wanted at its end', () => {
    expect(found(bytes(before.toString('latin1'), 'imap 143/tcp\r\n'))).toEqual([]);
  });

  test('may have had it already', () => {
    const had = bytes('imap\t143/tcp\timap2 # mail\n');
    expect(found(had, had)).toEqual([]);
  });

  test('may end without a line end, which is then put in front of what is added', () => {
    expect(found(bytes('ftp 21/tcp\n# end\nimap 143/tcp\n'), bytes('ftp 21/tcp\n# end'))).toEqual([]);
  });

  test('has lost nothing', () => {
    expect(found(bytes('ftp 21/tcp\r\n', 'ldap 389/tcp\r\n', 'imap 143/tcp\r\n'))).toEqual([
      String.raw`changed /etc/services: "# \\\r\n"`.replace('# ', '# \x95'),
      String.raw`changed /etc/services: "ldap 389/tcp\r\n"`,
      String.raw`unexpected /etc/services: "ldap 389/tcp\r\n"`,
    ]);
  });

  test('has what was added with its own line ends', () => {
    const now = bytes(before.toString('latin1'), 'imap 143/tcp\n');
    expect(found(now)).toContain(String.raw`unexpected /etc/services: "imap 143/tcp\n"`);
  });

  test('has no other line than before', () => {
    const now = bytes(before.toString('latin1'), 'imap 143/tcp\r\n', 'pop3 110/tcp\r\n');
    expect(found(now)).toEqual([String.raw`unexpected /etc/services: "pop3 110/tcp\r\n"`]);
  });

  test.each([
    ['in a comment', '# imap 143/tcp\r\n', 'never'],
    ['for UDP', 'imap 143/udp\r\n', 'as imap 143/udp'],
    ['under another name', 'imap2 143/tcp\r\n', 'as imap2 143/tcp'],
  ])('lacks what stands there %s', (_how, line, times) => {
    expect(found(bytes(before.toString('latin1'), line))).toContain(
      `missing /etc/services: imap 143/tcp stands there ${times}`,
    );
  });
});
