import { expect, test } from 'vitest';

import {
  InvalidDefinition,
  parseAttributeType,
  parseObjectClass,
  sameDefinition,
} from '#core/directory/schema-definition.ts';

test('an attribute type is read with everything that decides what it takes', () => {
  const text = `( 2.5.4.3 NAME ( 'cn' 'commonName' ) DESC 'a (strange) $ one' SUP name EQUALITY caseIgnoreMatch
    SYNTAX 1.3.6.1.4.1.1466.115.121.1.15{256} SINGLE-VALUE USAGE directoryOperation X-ORIGIN ( 'RFC 4519' 'user defined' ) )`;
  expect(parseAttributeType(text)).toEqual({
    kind: 'attribute-type',
    oid: '2.5.4.3',
    names: ['cn', 'commonName'],
    superior: 'name',
    equality: 'caseIgnoreMatch',
    syntax: '1.3.6.1.4.1.1466.115.121.1.15',
    singleValue: true,
    operational: true,
  });
});

test('an object class without a word for it is structural', () => {
  expect(parseObjectClass("( 1.2 NAME 'a' SUP ( b $ c ) MUST d MAY ( e $ f ) )")).toEqual({
    kind: 'object-class',
    oid: '1.2',
    names: ['a'],
    superiors: ['b', 'c'],
    structure: 'structural',
    must: ['d'],
    may: ['e', 'f'],
  });
});

test.each(['', '( )', "1.2 NAME 'a'", "( 1.2 NAME 'a'", "( 1.2 NAME 'a SUP top", '( 1.2 MAY ( a $ b )'])(
  '%s is no definition',
  (text) => {
    expect(() => parseObjectClass(text)).toThrow(InvalidDefinition);
  },
);

const objectClass = (rest: string) => parseObjectClass(`( 1.2 NAME 'a' ${rest} )`);

test('description, origin, case, order and the word top make no difference', () => {
  const one = objectClass("DESC 'x' SUP top AUXILIARY MUST ( B $ c ) MAY D X-ORIGIN 'y'");
  expect(sameDefinition(one, objectClass('AUXILIARY MUST ( C $ b ) MAY ( d )'))).toBe(true);
});

test.each(['MUST ( b $ c ) MAY d', 'AUXILIARY MUST b MAY ( c $ d )', 'AUXILIARY MUST ( b $ c )'])(
  'what a class demands or allows makes a difference: %s',
  (rest) => {
    expect(sameDefinition(objectClass('AUXILIARY MUST ( b $ c ) MAY d'), objectClass(rest))).toBe(false);
  },
);

test('attributes that a superior allows already make no difference', () => {
  const [one, other] = [objectClass('SUP s MAY ( o $ un )'), objectClass('SUP s MAY un')];
  expect(sameDefinition(one, other, new Set(['o']))).toBe(true);
});
