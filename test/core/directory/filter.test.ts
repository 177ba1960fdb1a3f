import fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  escapeFilterValue,
  InvalidFilter,
  parseFilter,
  printFilter,
  type Filter,
} from '#core/directory/filter.ts';
import { decodeFilter, encodeFilter } from '#core/lab/wire/ldap/filter-ber.ts';

const bytes = (text: string): Buffer => Buffer.from(text);

test.each<[string, Filter]>([
  ['(cn=*)', { kind: 'present', attribute: 'cn' }],
  ['(cn=a b)', { kind: 'equal', attribute: 'cn', value: bytes('a b') }],
  ['uid=susan', { kind: 'equal', attribute: 'uid', value: bytes('susan') }],
  ['(cn=)', { kind: 'equal', attribute: 'cn', value: bytes('') }],
  ['(cn=a=b)', { kind: 'equal', attribute: 'cn', value: bytes('a=b') }],
  [String.raw`(cn=\2a\e5\b1\b1)`, { kind: 'equal', attribute: 'cn', value: bytes('*山') }],
  ['(cn>=5)', { kind: 'at-least', attribute: 'cn', value: bytes('5') }],
  ['(cn<=5)', { kind: 'at-most', attribute: 'cn', value: bytes('5') }],
  ['(cn~=5)', { kind: 'approximate', attribute: 'cn', value: bytes('5') }],
  ['(cn=a*)', { kind: 'substrings', attribute: 'cn', initial: bytes('a'), any: [], final: null }],
  [
    '(cn=*a*b*)',
    { kind: 'substrings', attribute: 'cn', initial: null, any: [bytes('a'), bytes('b')], final: null },
  ],
  [
    '(cn=a*b*c)',
    { kind: 'substrings', attribute: 'cn', initial: bytes('a'), any: [bytes('b')], final: bytes('c') },
  ],
  ['(!(cn=*))', { kind: 'not', filter: { kind: 'present', attribute: 'cn' } }],
  ['(&)', { kind: 'and', filters: [] }],
  [
    ' ( | (cn=*) (cn;lang-ja=*) ) ',
    {
      kind: 'or',
      filters: [
        { kind: 'present', attribute: 'cn' },
        { kind: 'present', attribute: 'cn;lang-ja' },
      ],
    },
  ],
  ['(cn:=x)', { kind: 'extensible', attribute: 'cn', rule: null, dnAttributes: false, value: bytes('x') }],
  [
    '(ou:dn:2.5.13.2:=x)',
    { kind: 'extensible', attribute: 'ou', rule: '2.5.13.2', dnAttributes: true, value: bytes('x') },
  ],
  [
    '(:caseExactMatch:=x)',
    { kind: 'extensible', attribute: null, rule: 'caseExactMatch', dnAttributes: false, value: bytes('x') },
  ],
])('%s is understood', (text, expected) => {
  expect(parseFilter(text)).toEqual(expected);
});

test.each([
  '',
  '()',
  '(cn)',
  '(cn=x',
  'cn=x)',
  '(cn=x)y',
  '(=x)',
  String.raw`(cn=\zz)`,
  String.raw`(cn=\2)`,
  '(cn>=a*)',
  '(&(cn=x)',
  '(!)',
  '(:=x)',
  '(c n=x)',
])('%s is no filter', (text) => {
  expect(() => parseFilter(text)).toThrow(InvalidFilter);
});

const attribute = fc.constantFrom('cn', 'mail', 'cn;lang-ja', '2.5.4.3');
const value = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const piece = value.filter(({ length }) => length > 0);
const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3 },
    fc.record({ kind: fc.constant('present' as const), attribute }),
    fc.record({
      kind: fc.constantFrom('equal' as const, 'at-least', 'at-most', 'approximate'),
      attribute,
      value,
    }),
    fc
      .record({
        kind: fc.constant('substrings' as const),
        attribute,
        initial: fc.option(piece),
        any: fc.array(piece, { maxLength: 3 }),
        final: fc.option(piece),
      })
      .filter(({ initial, any, final }) => initial !== null || any.length > 0 || final !== null),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or'),
      filters: fc.array(tie('filter'), { maxLength: 4 }),
    }),
    fc.record({ kind: fc.constant('not' as const), filter: tie('filter') }),
    fc.record({
      kind: fc.constant('extensible' as const),
      attribute: fc.option(attribute),
      rule: fc.constant('2.5.13.2'),
      dnAttributes: fc.boolean(),
      value,
    }),
  ),
}));

test('every filter survives being written as text', () => {
  fc.assert(
    fc.property(filter, (one) => {
      expect(parseFilter(printFilter(one))).toEqual(one);
    }),
  );
});

test('every filter survives the wire', () => {
  fc.assert(
    fc.property(filter, (one) => {
      expect(decodeFilter(encodeFilter(one))).toEqual(one);
    }),
  );
});

test('a value that is escaped means itself', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }).filter((text) => text !== ''),
      (text) => {
        expect(parseFilter(`(cn=${escapeFilterValue(text)})`)).toEqual({
          kind: 'equal',
          attribute: 'cn',
          value: bytes(text),
        });
      },
    ),
  );
});

test('bytes that are cut off are no filter', () => {
  const whole = encodeFilter(parseFilter('(&(cn=a*b)(sn=c))'));
  for (let length = 0; length < whole.length; length += 1)
    expect(() => decodeFilter(whole.subarray(0, length))).toThrow(RangeError);
});
