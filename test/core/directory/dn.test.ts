import fc from 'fast-check';
import { expect, test } from 'vitest';

import { dnKey, escapeDnValue, InvalidDn, parseDn, printDn } from '#core/directory/dn.ts';

const values = (dn: string): string[][] =>
  parseDn(dn).map((rdn) => rdn.map(({ type, value }) => `${type}=${Buffer.from(value).toString()}`));

test.each<[string, string[][]]>([
  ['cn=a,o=b', [['cn=a'], ['o=b']]],
  [' cn = a , o = b ', [['cn=a'], ['o=b']]],
  ['cn=a;o=b', [['cn=a'], ['o=b']]],
  ['cn=a+uid=b,o=c', [['cn=a', 'uid=b'], ['o=c']]],
  [String.raw`cn=Yamada\, Taro`, [['cn=Yamada, Taro']]],
  [String.raw`cn=a\+1`, [['cn=a+1']]],
  [String.raw`cn=\ a\ `, [['cn= a ']]],
  [String.raw`cn=a\20\20`, [['cn=a  ']]],
  [String.raw`cn=\e5\b1\b1`, [['cn=山']]],
  ['cn="a, b" , o=c', [['cn=a, b'], ['o=c']]],
  ['cn=', [['cn=']]],
  ['', []],
  ['1.2.840=x', [['1.2.840=x']]],
])('%s names %j', (text, expected) => {
  expect(values(text)).toEqual(expected);
});

test.each(['nonsense', '=x', 'cn=a,', String.raw`cn=a\q`, 'cn="a', 'cn=a<b', 'cn=#0g', 'c n=a', 'cn="a"b'])(
  '%s is no distinguished name',
  (text) => {
    expect(() => parseDn(text)).toThrow(InvalidDn);
  },
);

test.each([
  [String.raw`cn=\e5\b1\b1\e7\94\b0\, \e5\a4\aa\e9\83\8e,o=x`, String.raw`cn=山田\, 太郎,o=x`],
  [String.raw`cn=\2c\2b\22\5c\3c\3e\3b`, String.raw`cn=\,\+\"\\\<\>\;`],
  [String.raw`cn=\23x\20`, String.raw`cn=\#x\ `],
  [String.raw`cn=\20`, String.raw`cn=\ `],
  [String.raw`cn=\00\0a\ff`, String.raw`cn=\00\0a\ff`],
  [String.raw`cn=\5c\20`, String.raw`cn=\\\ `],
  ['cn=#04024869', 'cn=#04024869'],
])('%s is shown to people as %s', (text, readable) => {
  expect(printDn(parseDn(text))).toBe(readable);
});

test('any value can be put into a name and read out again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (one, two) => {
      const dn = `cn=${escapeDnValue(one)}+uid=${escapeDnValue(two)},o=x`;
      const [first] = parseDn(dn);
      expect(first?.map(({ value }) => Buffer.from(value).toString())).toEqual([one, two]);
      expect(printDn(parseDn(dn))).toBe(dn);
    }),
  );
});

test('names that differ in case, spaces and order of a compound part have one key', () => {
  expect(dnKey('UID=Susan  Sims+CN=A , O=Internet')).toBe(dnKey('cn=a+uid=susan sims,o=internet'));
  expect(dnKey('cn=a b')).not.toBe(dnKey('cn=ab'));
});

test('in a key, a comma always separates two parts', () => {
  expect(dnKey(String.raw`cn=a\,o=internet`)).not.toContain(',');
});
