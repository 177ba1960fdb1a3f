import { describe, expect, test } from 'vitest';

import { readFacts } from '#core/examine/host-facts.ts';
import { judgeClock, judgeFacts } from '#core/examine/judge-facts.ts';
import type { InventoryHost } from '#core/plan/index.ts';

const host: InventoryHost = {
  address: { host: 'mail', port: 22 },
  user: 'root',
  identity: 'agent',
  fingerprints: [],
  spool: '/var/tmp/w',
  path: [],
  encoding: 'euc-jp',
  legacyAlgorithms: false,
  become: 'su',
};

const DEBIAN = `Welcome to a login shell that talks.
watari spool there
watari folder /var/tmp/w
watari owner drwx------ 3 0 0 4096 Nov 21 02:23 /var/tmp/w
watari me uid=0(root) gid=0(root) groups=0(root)
watari locale ja_JP.eucJP
watari df
Filesystem     1K-blocks     Used Available Use% Mounted on
/dev/sda1       98831908 13530728  80234872  15% /
watari mounts
proc /proc proc rw 0 0
/dev/sda1 / ext4 rw,relatime 0 0
watari end
`;
const SOLARIS = `watari spool there
watari folder /var/tmp/w
watari owner drwx------   2 0        1            512 Mar  3 12:00 /var/tmp/w
watari me uid=0(root) gid=1(other)
watari locale ja
watari df
Filesystem            kbytes    used   avail capacity  Mounted on
/dev/dsk/c0t0d0s3     492422   11200  431980     3%    /var
watari mounts
/dev/dsk/c0t0d0s0\t/\tufs\trw,suid\t920000000
/dev/dsk/c0t0d0s3\t/var\tufs\trw,suid\t920000001
swap\t/tmp\ttmpfs\tdev=1\t920000002
watari end
`;

const codes = (said: string, change: Partial<InventoryHost> = {}): readonly string[] => {
  const facts = readFacts(said);
  return facts === null ? [] : judgeFacts('mail', { ...host, ...change }, facts).map(({ what }) => what);
};

describe('what a host says of itself', () => {
  test('is read from Debian after whatever its login shell prints', () => {
    expect(readFacts(DEBIAN)).toEqual({
      spoolThere: true,
      folder: '/var/tmp/w',
      mode: 'drwx------',
      owner: '0',
      us: '0',
      locale: 'ja_JP.eucJP',
      freeKib: 80_234_872,
      mountPoint: '/',
      filesystem: 'ext4',
    });
  });

  test('is read from Solaris', () => {
    expect(readFacts(SOLARIS)).toMatchObject({
      freeKib: 431_980,
      mountPoint: '/var',
      filesystem: 'ufs',
      us: '0',
    });
  });

  test('counts for nothing when it was cut off', () => {
    expect(readFacts(DEBIAN.replace('watari end\n', ''))).toBeNull();
  });

  test('has its disk on a line of its own where the name of the device is long', () => {
    const long = DEBIAN.replace(
      '/dev/sda1       98',
      '/dev/mapper/a-very-long-name-of-a-volume\n                98',
    );
    expect(readFacts(long)).toMatchObject({ freeKib: 80_234_872, mountPoint: '/' });
  });

  test('names the file system that is mounted last, where two are mounted on one another', () => {
    expect(readFacts(DEBIAN.replace('watari end', 'none / tmpfs rw 0 0\nwatari end'))?.filesystem).toBe(
      'tmpfs',
    );
  });

  test('may have a mount point with a blank in its name', () => {
    const blank = DEBIAN.replace('15% /', '15% /a b').replace(
      '/dev/sda1 / ext4',
      String.raw`/dev/x /a\040b nfs`,
    );
    expect(readFacts(blank)?.filesystem).toBe('nfs');
  });
});

describe('what it means', () => {
  const GOOD = ['spool-ready', 'spool-on-disk', 'space-enough', 'encoding-fits'];

  test.each([
    ['all is well', DEBIAN, GOOD],
    ['all is well on Solaris', SOLARIS, GOOD],
    [
      'the spool is not there yet',
      DEBIAN.replace('watari spool there\n', ''),
      ['spool-can-be-made', ...GOOD.slice(1)],
    ],
    [
      'others may read the spool',
      DEBIAN.replace('drwx------', 'drwxr-xr-x'),
      ['spool-not-ours', ...GOOD.slice(1)],
    ],
    ['an ACL dot after the mode is no other mode', DEBIAN.replace('drwx------', 'drwx------.'), GOOD],
    [
      'somebody else owns the spool',
      DEBIAN.replace('drwx------ 3 0', 'drwx------ 3 1001'),
      ['spool-not-ours', ...GOOD.slice(1)],
    ],
    ['the spool is a file', DEBIAN.replace('drwx------', '-rwx------'), ['spool-not-ours', ...GOOD.slice(1)]],
    [
      'the spool is on NFS',
      DEBIAN.replace('/ ext4', '/ nfs4'),
      ['spool-ready', 'spool-on-network', ...GOOD.slice(2)],
    ],
    [
      'the spool is in memory',
      DEBIAN.replace('/ ext4', '/ tmpfs'),
      ['spool-ready', 'spool-in-memory', ...GOOD.slice(2)],
    ],
    [
      'nobody says what is mounted',
      DEBIAN.replace('/dev/sda1 / ext4 rw,relatime 0 0\n', ''),
      ['spool-ready', 'spool-filesystem-unknown', ...GOOD.slice(2)],
    ],
    [
      'the disk is nearly full',
      DEBIAN.replace('80234872', '102399'),
      ['spool-ready', 'spool-on-disk', 'space-short', 'encoding-fits'],
    ],
    [
      'df speaks another language',
      DEBIAN.replace(/^\/dev\/sda1 .*%.*$/mu, '/var (/dev/vg00) : 1 total'),
      ['spool-ready', 'spool-filesystem-unknown', 'space-unknown', 'encoding-fits'],
    ],
  ] as const)('%s', (_rule, said, expected) => {
    expect(codes(said)).toEqual(expected);
  });

  test.each([
    ['C', 'utf-8', 'encoding-fits'],
    ['', 'shift_jis', 'encoding-fits'],
    ['ja', 'euc-jp', 'encoding-fits'],
    ['ja', 'utf-8', 'encoding-differs'],
    ['ja_JP.PCK', 'shift_jis', 'encoding-fits'],
    ['ja_JP.UTF-8@x', 'utf-8', 'encoding-fits'],
    ['en_US.utf8', 'euc-jp', 'encoding-differs'],
    ['ja_JP.ujis', 'euc-jp', 'encoding-fits'],
    ['C.UTF-8', 'utf-8', 'encoding-fits'],
    ['de_DE.ISO8859-1', 'utf-8', 'encoding-unknown'],
  ] as const)('locale "%s" where the inventory says %s: %s', (locale, encoding, expected) => {
    const said = DEBIAN.replace('watari locale ja_JP.eucJP', `watari locale ${locale}`);
    expect(codes(said, { encoding }).at(-1)).toBe(expected);
  });
});

describe('a clock', () => {
  const at = Date.parse('2026-11-21T03:00:00Z');

  test.each([
    ['2026-11-21T03:00:00\n', 'clock-close', '0', 'ahead'],
    ['2026-11-21T03:00:05\n', 'clock-close', '5', 'ahead'],
    ['2026-11-21T03:00:06\n', 'clock-apart', '6', 'ahead'],
    ['2026-11-21T02:58:00\n', 'clock-apart', '120', 'behind'],
  ] as const)('that says %s', (said, what, seconds, direction) => {
    expect(judgeClock('mail', said, at + 200, at + 400)).toMatchObject({
      what,
      values: { seconds, direction },
    });
  });

  test('is compared with the middle of the question, however long the answer takes', () => {
    expect(judgeClock('mail', '2026-11-21T03:00:10\n', at, at + 20_000)).toMatchObject({
      what: 'clock-close',
    });
  });

  test('that cannot be read is neither good nor bad', () => {
    expect(judgeClock('mail', 'date: illegal option -- u', at, at)).toMatchObject({ verdict: 'unknown' });
  });
});
