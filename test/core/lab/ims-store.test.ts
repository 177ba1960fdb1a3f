import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { mailboxes, openMailbox, PARTITION } from '#core/lab/stand-ins/lib/ims-store.ts';

test('mailboxes are found while mail arrives: a draft that is listed may be gone when it is looked at', () => {
  const instance = mkdtempSync(join(tmpdir(), 'watari-store-'));
  try {
    for (const folder of ['INBOX', 'Projects/2000']) openMailbox(instance, 'susan', folder);
    symlinkSync('/nowhere', join(instance, PARTITION, 'susan/INBOX/4711.new'));
    expect(mailboxes(instance).map(({ user, folder }) => `${user} ${folder}`)).toEqual([
      'susan INBOX',
      'susan Projects/2000',
    ]);
  } finally {
    rmSync(instance, { recursive: true });
  }
});
