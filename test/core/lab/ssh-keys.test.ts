import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { canBeRead, generate, keepSshKey, makePair } from '#core/lab/wire/ssh-keys.ts';

/** One of 256; that there is none in so many has a chance of 10⁻³³. */
function brokenPair(): ReturnType<typeof generate> {
  for (let tries = 0; tries < 20_000; tries += 1) {
    const pair = generate('host');
    if (!canBeRead(pair)) return pair;
  }
  throw new Error('ssh2 makes no broken keys any more: makePair can go');
}

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'watari-keys-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('a key pair that ssh2 itself cannot read is not used', () => {
  const good = makePair(() => generate('host'));
  const pairs = [brokenPair(), brokenPair(), good];
  expect(makePair(() => pairs.shift() ?? good)).toBe(good);
  expect(pairs).toEqual([]);
});

test('a key is kept, for its owner alone, and is the same the next time', async () => {
  const first = await keepSshKey(dir, 'host');
  expect(canBeRead({ private: first.privateKey, public: first.publicKey })).toBe(true);
  expect(statSync(first.file).mode & 0o777).toBe(0o600);
  expect(readFileSync(`${first.file}.pub`, 'utf8')).toBe(first.publicKey);
  expect(await keepSshKey(dir, 'host')).toEqual(first);
});

test('a broken key that was kept once is made anew', async () => {
  const broken = brokenPair();
  writeFileSync(join(dir, 'host'), broken.private);
  writeFileSync(join(dir, 'host.pub'), `${broken.public}\n`);
  const made = await keepSshKey(dir, 'host');
  expect(canBeRead({ private: made.privateKey, public: made.publicKey })).toBe(true);
  expect(await keepSshKey(dir, 'host')).toEqual(made);
});
