import { expect, test } from 'vitest';

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
    seed.users.flatMap(({ uid, folders: names }) => names.map((name) => `${uid}/${name}`)),
  );
  const strays = seed.messages.filter(({ uid, folder }) => !folders.has(`${uid}/${folder}`));
  expect(strays).toEqual([]);
});

test('the directory has an entry for every user and group under distinct names', () => {
  const dns = seed.directoryLdif.match(/^dn::? .*$/gmu) ?? [];
  expect(new Set(dns).size).toBe(dns.length);
  expect(dns).toHaveLength(5 + seed.users.length + seed.groups.length);
});

test('DNs with a comma, quotes and a plus are escaped', () => {
  const [comma, quotes, , plus] = seed.users.map(({ dn }) => dn);
  expect(comma).toMatch(/^cn=Wally Carter\\, Jr\. \(wallyc\),ou=people,/u);
  expect(quotes).toMatch(/^cn=Mary \\"Mo\\" Lane/u);
  expect(plus).toMatch(/^cn=A\\\+B\\; C/u);
});
