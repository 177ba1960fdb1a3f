import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import ssh2 from 'ssh2';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { keepSshKey, makePair } from '#core/lab/wire/ssh-keys.ts';

type Pair = ReturnType<typeof makePair>;
const generate = (): Pair => ssh2.utils.generateKeyPairSync('ed25519', { comment: 'host' });
const canBeUsed = (privateKey: string): boolean => !(ssh2.utils.parseKey(privateKey) instanceof Error);

/** One of 256; that there is none in so many has a chance of 10⁻³³. */
function brokenPair(): Pair {
  for (let tries = 0; tries < 20_000; tries += 1) {
    const pair = generate();
    if (!canBeUsed(pair.private)) return pair;
  }
  throw new Error('ssh2 makes no broken keys any more: makePair can go');
}

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'watari-keys-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('a key pair that ssh2 itself cannot read is not used', () => {
  const good = makePair(generate);
  const pairs = [brokenPair(), brokenPair(), good];
  expect(makePair(() => pairs.shift() ?? good)).toBe(good);
  expect(pairs).toEqual([]);
});

test('a key is kept, for its owner alone, and is the same the next time', async () => {
  const first = await keepSshKey(dir, 'host');
  expect(canBeUsed(first.privateKey)).toBe(true);
  expect(statSync(first.file).mode & 0o777).toBe(0o600);
  expect(readFileSync(`${first.file}.pub`, 'utf8')).toBe(first.publicKey);
  expect(await keepSshKey(dir, 'host')).toEqual(first);
});

test('a broken key that was kept once is made anew', async () => {
  const broken = brokenPair();
  writeFileSync(join(dir, 'host'), broken.private);
  writeFileSync(join(dir, 'host.pub'), `${broken.public}\n`);
  const made = await keepSshKey(dir, 'host');
  expect(canBeUsed(made.privateKey)).toBe(true);
  expect(await keepSshKey(dir, 'host')).toEqual(made);
});
