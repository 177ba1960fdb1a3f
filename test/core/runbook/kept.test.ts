import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { loadRunbook, loadRunbooks } from '#core/runbook/load.ts';

const dir = mkdtempSync(join(tmpdir(), 'watari-kept-'));
afterAll(() => rmSync(dir, { recursive: true }));

const put = (path: string, change: (text: string) => string = (text) => text): void => {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), change(readFileSync(join('runbooks', path), 'utf8')));
};
const FRAGMENTS = [
  'back-up-directory',
  'add-merged-schema',
  'drain-queue',
  'stop-sims',
  'install-iplanet',
  'point-at-directory',
  'set-login-separator',
  'upgrade-domains',
  'upgrade-users-and-groups',
  'reset-sync-level',
  'start-iplanet',
  'support-delegated-administrator',
];
const stepOf = (id: string) => loadRunbooks(dir).runbooks[0]?.steps.find((one) => one.id === id);

describe('a runbook that was read before', () => {
  put('iplanet/sims-offline.yaml');
  for (const name of FRAGMENTS) put(`iplanet/fragments/${name}.yaml`);

  test('is the same while neither its file nor a fragment has changed', () => {
    expect(stepOf('stop-sims')).toBe(stepOf('stop-sims'));
    expect(loadRunbooks(dir).problems).toEqual([]);
  });

  test('is read again when its file has changed', () => {
    const before = loadRunbooks(dir).runbooks[0]?.title.en ?? '';
    put('iplanet/sims-offline.yaml', (text) => text.replace(before, 'Another title'));
    expect(loadRunbooks(dir).runbooks[0]?.title.en).toBe('Another title');
  });

  test('is read again when a fragment has changed, and says what is wrong in it', () => {
    const command = '/opt/SUNWmail/sbin/im.server stop';
    put('iplanet/fragments/stop-sims.yaml', (text) => text.replace(command, `${command} -x`));
    expect(JSON.stringify(stepOf('stop-sims')?.do)).toContain(`${command} -x`);
    put('iplanet/fragments/stop-sims.yaml', (text) => text.replace('risk:', 'rsik:'));
    expect(loadRunbooks(dir).problems.map(({ rule }) => rule)).toContain('schema');
    put('iplanet/fragments/stop-sims.yaml');
    expect(JSON.stringify(stepOf('stop-sims')?.do)).not.toContain(`${command} -x`);
  });
});

describe('looking for one runbook', () => {
  const idsOf = (id: string) => loadRunbook('runbooks', id).runbooks.map((one) => one.id);

  test('reads no more than the files that mention it', () => {
    expect(idsOf('groupmax/from-v3')).toEqual([
      'groupmax/from-v5',
      'groupmax/from-v3',
      'groupmax/from-v2',
      'groupmax/from-v2-02-00',
    ]);
  });

  test.each(loadRunbooks('runbooks').runbooks.map(({ id }) => id))('finds %s', (id) => {
    expect(idsOf(id)).toContain(id);
  });

  test('that nobody knows reads them all, to name them', () => {
    expect(idsOf('groupmax/from-v9')).toEqual(loadRunbooks('runbooks').runbooks.map(({ id }) => id));
  });
});
