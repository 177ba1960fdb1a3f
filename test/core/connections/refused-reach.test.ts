import { expect, test } from 'vitest';

import { refusedReach } from '#core/connections/ssh-connection.ts';

test.each([
  ['may not be looked at, where forwarding is prohibited', 1, 'unknown'],
  ['is closed, where the server has tried in vain', 2, 'closed'],
  ['cannot be looked at, where the server forwards nothing', 3, 'unknown'],
  ['cannot be looked at, where the server is too busy', 4, 'unknown'],
])('a port %s', (_rule, reason, reach) => {
  expect(refusedReach(Object.assign(new Error('refused'), { reason }))).toBe(reach);
});

test('a port is not closed because we have no room to ask', () => {
  expect(refusedReach(new Error('No free channels available'))).toBe('unknown');
});
