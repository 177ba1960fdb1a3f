import { describe, expect, test } from 'vitest';

import { valuesIn, whatToDo, withValues } from '../../docs-site/src/values/in-address.ts';

describe("the reader's values in an address", () => {
  test('are what stands behind set., as the terminal takes them', () => {
    expect(valuesIn('?set.mailHost=post.example.org&set.loginSeparator=%2B&q=queue')).toEqual({
      mailHost: 'post.example.org',
      loginSeparator: '+',
    });
  });

  test('come back as they were typed', () => {
    const typed = { baseDn: 'ou=a & b,o=siroe.com', mailboxes: 'aiko\nben', port: '389' };
    expect(valuesIn(withValues('', typed))).toEqual(typed);
  });

  test('leave the rest of the address as it is', () => {
    expect(withValues('?q=queue&set.port=1', { port: '2' })).toBe('?q=queue&set.port=2');
  });

  test('leave nothing behind where none is left', () => {
    expect(withValues('?set.port=1', { port: '' })).toBe('');
  });
});

describe('an address that changes while its page is open', () => {
  const stands = { mailHost: 'a.example.jp' };

  test('gets its values back where a link to a place of the page held none', () => {
    expect(whatToDo({ given: {}, stands, isBackOrForward: false })).toBe('put-back');
  });
  test('is followed where it holds other ones', () => {
    expect(whatToDo({ given: { mailHost: 'b.example.jp' }, stands, isBackOrForward: false })).toBe('read');
    expect(whatToDo({ given: { ...stands, port: '1' }, stands, isBackOrForward: false })).toBe('read');
  });
  test('is followed back to the examples by whoever goes back', () => {
    expect(whatToDo({ given: {}, stands, isBackOrForward: true })).toBe('read');
  });
  test('changes nothing where it holds what the page stands for', () => {
    expect(whatToDo({ given: stands, stands: { ...stands, port: '' }, isBackOrForward: true })).toBe(
      'nothing',
    );
    expect(whatToDo({ given: {}, stands: {}, isBackOrForward: false })).toBe('nothing');
  });
});
