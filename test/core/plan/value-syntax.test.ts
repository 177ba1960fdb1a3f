import { describe, expect, it } from 'vitest';

import { isDn, isFilter, isHostName, readPlainValue, readUsers } from '#core/plan/value-syntax.ts';
import type { PlainParameter } from '#core/plan/value-syntax.ts';

const title = { en: 'T', ja: 'T' };
const accepts = (parameter: PlainParameter, text: string): boolean => 'ok' in readPlainValue(parameter, text);

describe('host', () => {
  it.each(['mail.siroe.com', 'mail', '192.0.2.1', '::1', 'a_b.example'])('takes %s', (text) => {
    expect(isHostName(text)).toBe(true);
  });
  it.each(['-oProxyCommand=x', 'a b', 'a;b', 'mail.', '', 'メール', 'a\nb', '$(x)'])('refuses %j', (text) => {
    expect(isHostName(text)).toBe(false);
  });
});

describe('distinguished name', () => {
  it.each([
    'o=internet',
    'dc=siroe,dc=com,o=internet',
    'dc=siroe, dc=com',
    'cn=Directory Manager',
    String.raw`cn=Doe\, John,o=a`,
    String.raw`cn=\#1\2b\ `,
    'cn=#04024869',
    '2.5.4.3=x',
    'cn=a+uid=b,o=c',
    'o=日本',
    'o=',
  ])('takes %s', (text) => {
    expect(isDn(text)).toBe(true);
  });
  it.each([
    'internet',
    'o=a,',
    'o=a,,o=b',
    '=a',
    'o=a;b',
    'cn="x"',
    String.raw`cn=a\q`,
    'cn=a ',
    '-x=1',
    'o=#0',
  ])('refuses %j', (text) => {
    expect(isDn(text)).toBe(false);
  });
});

describe('filter', () => {
  it.each(['(uid=s*)', '(&(a=1)(|(b=2)(!(c=3))))', String.raw`(cn=\28x)`])('takes %s', (text) => {
    expect(isFilter(text)).toBe(true);
  });
  it.each(['uid=s*', '(uid=s*', '(a=1)(b=2)', '(a=1))(', ')('])('refuses %j', (text) => {
    expect(isFilter(text)).toBe(false);
  });
});

describe('plain values', () => {
  const cases: readonly [PlainParameter, readonly string[], readonly string[]][] = [
    [{ type: 'path', title }, ['/a', "/with space/and'quote", '/日本'], ['a', '-a', './a', '~/a', '/a\0b']],
    [{ type: 'port', title }, ['1', '65535'], ['0', '65536', '-1', '1.5', '0x10', '1e3', 'ldap', ' 1']],
    [{ type: 'integer', title, min: -2, max: 3 }, ['-2', '3'], ['-3', '4', 'three', '']],
    [{ type: 'login', title }, ['mailsrv', 'a.b-c'], ['-u', 'a b', 'a/b', 'a:b', 'a\nb']],
    [{ type: 'flag', title, default: true }, ['true', 'false'], ['yes', '1', 'TRUE']],
    [{ type: 'text', title }, ['-v', '$(reboot)', "it's\ntwo lines"], ['a\0b']],
  ];
  it.each(cases)('$type takes what fits and refuses the rest', (parameter, fitting, others) => {
    expect(fitting.filter((text) => !accepts(parameter, text))).toEqual([]);
    expect(others.filter((text) => accepts(parameter, text))).toEqual([]);
  });

  it('says which choices there are', () => {
    const of = ['+', '@'].map((value) => ({ value, title }));
    expect(readPlainValue({ type: 'choice', title, of }, '*')).toEqual({
      allowed: { en: '+, @', ja: '+、@' },
    });
  });
});

describe('users', () => {
  it('takes names one a line or between commas, blank lines or not', () => {
    expect(readUsers(' aoki\r\n\nbaba,chiba ,\n')).toEqual({ ok: ['aoki', 'baba', 'chiba'] });
  });
  it.each(['-rf', 'a b', 'aoki,aoki', '', ' , '])('refuses %j', (text) => {
    expect(readUsers(text)).toHaveProperty('allowed');
  });
});
