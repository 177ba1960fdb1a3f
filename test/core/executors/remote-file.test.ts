import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { HostConnection } from '#core/connections/connections.ts';
import { cksum } from '#core/executors/cksum.ts';
import { replaceRemoteFile } from '#core/executors/remote-file.ts';

let folder = '';
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'watari-file-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** This machine, by its own shell; as this user where one is given. */
const hereAs = (uid?: number): HostConnection => ({
  host: 'here',
  isOpen: true,
  exec: (command, { stdin } = {}) =>
    new Promise((resolve) => {
      const child = execFile(
        '/bin/sh',
        ['-c', command],
        uid === undefined ? {} : { uid },
        (_error, stdout, stderr) =>
          resolve({
            stdout: Buffer.from(stdout),
            stderr: Buffer.from(stderr),
            end: { kind: 'exit', status: child.exitCode ?? 255 },
          }),
      );
      child.stdin?.end(stdin);
    }),
  reach: async () => 'unknown',
  close: () => undefined,
});
const here = hereAs();
const NEW = Buffer.from('new\n');
const replace = (path: string, original: string | null) =>
  replaceRemoteFile(here, path, `${path}.old`, {
    original: original === null ? null : Buffer.from(original),
    bytes: NEW,
  });

describe('a file that was read a moment ago', () => {
  test('is replaced, and the one before it kept', async () => {
    const path = join(folder, 'plain');
    writeFileSync(path, 'before\n');
    expect(await replace(path, 'before\n')).toBeNull();
    expect([readFileSync(path, 'utf8'), readFileSync(`${path}.old`, 'utf8')]).toEqual(['new\n', 'before\n']);
  });

  test('is left as it is when somebody has written to it since', async () => {
    const path = join(folder, 'overtaken');
    writeFileSync(path, 'written by somebody else\n');
    expect(await replace(path, 'before\n')).toMatchObject({
      en: 'somebody changed it after it was read; nothing was written',
    });
    expect(readFileSync(path, 'utf8')).toBe('written by somebody else\n');
    expect(readdirSync(folder).filter((name) => name.includes('watari-'))).toEqual([]);
  });

  test('is left as it is through a symbolic link too', async () => {
    const path = join(folder, 'link');
    writeFileSync(join(folder, 'target'), 'written by somebody else\n');
    symlinkSync('target', path);
    expect(await replace(path, 'before\n')).not.toBeNull();
    expect(readFileSync(path, 'utf8')).toBe('written by somebody else\n');
  });

  test('was not there, and is left to whoever made it since', async () => {
    const path = join(folder, 'made');
    writeFileSync(path, '');
    expect(await replace(path, null)).not.toBeNull();
    expect(readFileSync(path, 'utf8')).toBe('');
  });

  test('was not there, and is made', async () => {
    const path = join(folder, 'fresh');
    expect(await replace(path, null)).toBeNull();
    expect(readFileSync(path, 'utf8')).toBe('new\n');
  });

  test('keeps its owner, or is left as it is', async (it) => {
    if (process.getuid?.() !== 0) return it.skip();
    const path = join(folder, 'shared', 'owned');
    mkdirSync(join(folder, 'shared'));
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'shared'), 0o777);
    writeFileSync(path, 'before\n');
    const original = Buffer.from('before\n');
    const wrong = await replaceRemoteFile(hereAs(1), path, `${path}.old`, { original, bytes: NEW });
    expect(wrong?.en).toContain('its owner cannot be kept');
    expect([readFileSync(path, 'utf8'), statSync(path).uid]).toEqual(['before\n', 0]);
    expect(readdirSync(join(folder, 'shared'))).toEqual(['owned', 'owned.old']);
  });

  test('was taken away since, and is not made anew', async () => {
    const path = join(folder, 'gone');
    expect(await replace(path, 'before\n')).not.toBeNull();
    expect(() => readFileSync(path)).toThrow('ENOENT');
  });
});

test.each(['', 'a', 'before\n', 'x'.repeat(70_000)])('the checksum is that of cksum (%#)', (text) => {
  const { crc, size } = cksum(Buffer.from(text));
  expect(`${crc} ${size}`).toBe(execFileSync('cksum', { input: text }).toString().trim());
});
