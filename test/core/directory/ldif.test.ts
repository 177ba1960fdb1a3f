import fc from 'fast-check';
import { expect, test } from 'vitest';

import { InvalidLdif, parseLdif, printLdif, type LdifChange } from '#core/directory/ldif.ts';

const bytes = (text: string): Buffer => Buffer.from(text);
function withoutLines(text: string): object[] {
  return parseLdif(text).map((record) =>
    Object.fromEntries(Object.entries(record).filter(([name]) => name !== 'line')),
  );
}

test('an entry is read with its comments, folds and base64', () => {
  const text = [
    'version: 1',
    '',
    '# a comment',
    '  that goes on',
    'dn: cn=a,',
    ' o=b',
    'cn: a',
    'CN:: 5bGx',
    'description:',
    'sn:   x: y ',
    '',
    '',
  ].join('\r\n');
  expect(parseLdif(text)).toEqual([
    {
      line: 5,
      dn: 'cn=a,o=b',
      kind: 'add',
      explicit: false,
      attributes: { cn: [bytes('a'), bytes('山')], description: [bytes('')], sn: [bytes('x: y ')] },
    },
  ]);
});

test('changes of every kind are read', () => {
  const text = `dn: o=a
changetype: add
o: a

dn: o=a
changetype: modify
add: description
description: one
description: two
-
delete: title
-
replace: sn
sn:: eA==

dn: cn=b,o=a
changetype: moddn
newrdn: cn=c
deleteoldrdn: 1
newsuperior: o=d

dn: o=a
changetype: delete
`;
  expect(withoutLines(text)).toEqual([
    { dn: 'o=a', kind: 'add', explicit: true, attributes: { o: [bytes('a')] } },
    {
      dn: 'o=a',
      kind: 'modify',
      modifications: [
        { operation: 'add', attribute: 'description', values: [bytes('one'), bytes('two')] },
        { operation: 'delete', attribute: 'title', values: [] },
        { operation: 'replace', attribute: 'sn', values: [bytes('x')] },
      ],
    },
    { dn: 'cn=b,o=a', kind: 'modrdn', newRdn: 'cn=c', deleteOldRdn: true, newSuperior: 'o=d' },
    { dn: 'o=a', kind: 'delete' },
  ]);
});

test.each([
  ['cn: a', 1, 'dn at the beginning'],
  ['dn: o=a\nno colon', 2, 'name: value'],
  ['dn: o=a\no:: %%%', 2, 'no base64'],
  ['dn: o=a\no:< file:///etc/passwd', 2, 'URL'],
  ['dn: o=a', 1, 'no attributes'],
  ['dn: o=a\nchangetype: explode', 2, 'allowed: add, delete'],
  ['dn: o=a\nchangetype: modify\nincrement: x', 3, 'allowed: add, delete, replace'],
  ['dn: o=a\nchangetype: modify\nadd: x\ny: 1', 4, 'allowed: x'],
  ['dn: o=a\nchangetype: modrdn\nnewrdn: o=b', 2, 'deleteoldrdn'],
  ['dn: o=a\nchangetype: delete\no: a', 3, 'no body'],
  ['dn: o=a\ncontrol: 1.2.3\nchangetype: delete', 2, 'controls'],
  ['dn: o=a\no: a\n\ndn: o=b\no: b\n-', 6, 'modification only'],
])('%j is refused with its line', (text, line, why) => {
  const refusal = (() => {
    try {
      return parseLdif(text);
    } catch (error) {
      return error;
    }
  })();
  expect(refusal).toBeInstanceOf(InvalidLdif);
  expect(refusal).toMatchObject({ line, message: expect.stringContaining(why) });
});

test.each([
  ['a', 'x: a'],
  [' a', 'x:: IGE='],
  ['a ', 'x:: YSA='],
  [':a', 'x:: OmE='],
  ['<a', 'x:: PGE='],
  ['山', 'x:: 5bGx'],
  ['a\nb', 'x:: YQpi'],
  ['', 'x:'],
])('the value %j is written as %s', (value, line) => {
  const text = printLdif([{ dn: 'o=a', kind: 'add', explicit: false, attributes: { x: [bytes(value)] } }]);
  expect(text).toBe(`dn: o=a\n${line}\n\n`);
});

const name = fc.constantFrom('cn', 'sn', 'jpegPhoto;binary', 'description');
const values = fc.array(
  fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
  { minLength: 1, maxLength: 3 },
);
const change: fc.Arbitrary<LdifChange> = fc.oneof(
  fc.record({
    kind: fc.constant('add' as const),
    explicit: fc.boolean(),
    attributes: fc.dictionary(name, values, { minKeys: 1 }).map((found) => ({ ...found })),
  }),
  fc.constant({ kind: 'delete' as const }),
  fc.record({
    kind: fc.constant('modify' as const),
    modifications: fc.array(
      fc.record({ operation: fc.constantFrom('add' as const, 'delete', 'replace'), attribute: name, values }),
      { minLength: 1 },
    ),
  }),
  fc.record({
    kind: fc.constant('modrdn' as const),
    newRdn: fc.string({ unit: 'grapheme', minLength: 1 }),
    deleteOldRdn: fc.boolean(),
    newSuperior: fc.option(fc.string({ unit: 'grapheme', minLength: 1 })),
  }),
);
const record = fc
  .tuple(fc.string({ unit: 'grapheme', minLength: 1 }), change)
  .map(([dn, made]) => ({ dn, ...made }));

test('whatever is written can be read again, folded or not', () => {
  fc.assert(
    fc.property(fc.array(record), fc.constantFrom('none' as const, 76 as const), (records, wrap) => {
      const text = printLdif(records, wrap);
      expect(withoutLines(text)).toEqual(records);
      const widest = Math.max(...text.split('\n').map(({ length }) => length));
      expect(wrap === 'none' || widest <= wrap).toBe(true);
    }),
  );
});
