import { describe, expect, test } from 'vitest';

import { isPlainPath, jobName } from '#core/executors/job/name.ts';

describe('a job’s name on its host', () => {
  test('is its own where that is short and plain', () => {
    expect(jobName('k3f9.do.1.s2')).toBe('k3f9.do.1.s2');
  });
  test('is short enough for the ps of Solaris, whatever the claim', () => {
    const name = jobName('0d4f9a1e-7b1c-4c57-9a58-6a0a3c1b2d3e.do.12.session-3');
    expect(name).toMatch(/^[0-9a-f]{14}\.do\.12\.session-3$/u);
    expect(`/bin/sh /var/tmp/watari-root/${name}/w`.length).toBeLessThan(80);
  });
  test('holds nothing that a shell reads', () => {
    expect(jobName('a.b c;$(d)')).toBe('a.b_c___d_');
    expect(jobName('$(reboot).do.1')).toMatch(/^[0-9a-f]{14}\.do\.1$/u);
    expect(jobName('-rf.do.1')).toMatch(/^[0-9a-f]{14}\.do\.1$/u);
  });
});

test.each([
  ['/var/tmp/watari-root', true],
  ['var/tmp', false],
  ['/var/tmp/a b', false],
  ["/var/tmp/it's", false],
  ['/var/tmp/$HOME', false],
])('%s as a spool: %s', (path, plain) => {
  expect(isPlainPath(path)).toBe(plain);
});
