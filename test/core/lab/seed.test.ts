import { describe, expect, test } from 'vitest';

import { seedData } from '#core/lab/seed/index.ts';
import { eucJp, iso2022jp } from '#core/lab/seed/iso-2022-jp.ts';

const seed = seedData(1);

test('the same number gives the same bytes', () => {
  expect(seedData(1)).toEqual(seed);
});

test('another number gives other messages', () => {
  expect(seedData(2).messages).not.toEqual(seed.messages);
});

test('Japanese survives its old encodings', () => {
  const text = '移行 test のお知らせ\r\n';
  expect(new TextDecoder('iso-2022-jp').decode(iso2022jp(text))).toBe(text);
  expect(new TextDecoder('euc-jp').decode(eucJp(text))).toBe(text);
});

test('a character outside JIS X 0208 is refused, not replaced', () => {
  expect(() => iso2022jp('𠮷')).toThrow(RangeError);
});

test('messages are of the kinds that a copy may spoil', () => {
  const bytes = seed.messages.map((message) => message.bytes);
  expect(bytes.some((one) => one.length === 0)).toBe(true);
  expect(bytes.some((one) => one.includes(0))).toBe(true);
  expect(bytes.some((one) => one.includes(iso2022jp('会議').subarray(3, 7)))).toBe(true);
  expect(bytes.some((one) => one.includes('\r\n.\r\n'))).toBe(true);
  expect(bytes.some((one) => one.length > 0 && !one.includes('\r\n'))).toBe(true);
});

test('every message lies in a folder that its user has', () => {
  const folders = new Set(
    seed.users.flatMap(({ mailbox, folders: names }) => names.map((name) => `${mailbox}/${name}`)),
  );
  const strays = seed.messages.filter(({ mailbox, folder }) => !folders.has(`${mailbox}/${folder}`));
  expect(strays).toEqual([]);
});

test('the directory has an entry for every user and group under distinct names', () => {
  const dns = seed.directoryLdif.match(/^dn::? .*$/gmu) ?? [];
  expect(new Set(dns).size).toBe(dns.length);
  // The suffix, five domains above others, and three domains with two units each.
  expect(dns).toHaveLength(1 + 5 + 3 * 3 + seed.users.length + seed.groups.length);
});

test('DNs with a comma, quotes and a plus are escaped', () => {
  const [comma, quotes, , plus] = seed.users.map(({ dn }) => dn);
  expect(comma).toMatch(/^cn=Wally Carter\\, Jr\. \(wallyc\),ou=people,/u);
  expect(quotes).toMatch(/^cn=Mary \\"Mo\\" Lane/u);
  expect(plus).toMatch(/^cn=A\\\+B\\; C/u);
});

describe('at full size', () => {
  const full = seedData(1, { size: 'full' });

  test('there are three domains, 300 users, 30 groups and thousands of messages', () => {
    expect([...new Set(full.users.map(({ domain }) => domain))]).toHaveLength(3);
    expect([full.users.length, full.groups.length]).toEqual([300, 30]);
    expect(full.messages.filter(({ place }) => place === 'store').length).toBeGreaterThan(3000);
  });

  test('mailboxes are told apart although domains share uids', () => {
    expect(new Set(full.users.map(({ mailbox }) => mailbox)).size).toBe(300);
    expect(new Set(full.users.map(({ uid }) => uid)).size).toBeLessThan(300);
  });

  test('a few mailboxes hold most of the mail, and none is empty', () => {
    const sizes = new Map(full.users.map(({ mailbox }) => [mailbox, 0]));
    for (const { mailbox } of full.messages) sizes.set(mailbox, (sizes.get(mailbox) ?? 0) + 1);
    const sorted = [...sizes.values()].toSorted((a, b) => b - a);
    const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
    expect(sum(sorted.slice(0, 60))).toBeGreaterThan(sum(sorted) / 2);
    expect(sorted.at(-1)).toBeGreaterThan(0);
  });
});
