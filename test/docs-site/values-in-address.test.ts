import { describe, expect, test } from 'vitest';

import { valuesIn, withValues } from '../../docs-site/src/values/in-address.ts';

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
