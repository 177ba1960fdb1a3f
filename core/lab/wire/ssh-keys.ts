import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import ssh2 from 'ssh2';

/** An ed25519 key pair in OpenSSH's formats, with its fingerprint (`SHA256:…`, as ssh-keygen prints it). */
export type SshKey = {
  readonly privateKey: string;
  readonly publicKey: string;
  readonly fingerprint: string;
  /** File of the private key, mode 0600; the public one stands beside it as `.pub`. */
  readonly file: string;
};

type Pair = { readonly private: string; readonly public: string };

/** The key kept as `<dir>/<name>`, made at first use, and anew where an older version kept one that nobody can read. */
export async function keepSshKey(dir: string, name: string): Promise<SshKey> {
  const file = join(dir, name);
  const stored = await Promise.all([readFile(file, 'utf8'), readFile(`${file}.pub`, 'utf8')]).catch(
    () => null,
  );
  if (stored && canBeRead({ private: stored[0], public: stored[1] })) return keyOf(file, ...stored);
  const pair = makePair(() => generate(name));
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await writeFile(`${file}.pub`, `${pair.public}\n`);
  await writeFile(file, pair.private, { mode: 0o600 });
  return keyOf(file, pair.private, `${pair.public}\n`);
}

/**
 * The first pair that ssh2 can read again. One in 256 that it generates itself it cannot: it takes a zero at the start of
 * an ed25519 public key for padding and drops it (https://github.com/mscdex/ssh2/issues/1390, open with ssh2 1.17.0).
 */
export function makePair(next: () => Pair): Pair {
  for (;;) {
    const pair = next();
    if (canBeRead(pair)) return pair;
  }
}

export const generate = (name: string): Pair => ssh2.utils.generateKeyPairSync('ed25519', { comment: name });

export const canBeRead = (pair: Pair): boolean =>
  [pair.private, pair.public].every((text) => !(ssh2.utils.parseKey(text) instanceof Error));

function keyOf(file: string, privateKey: string, publicKey: string): SshKey {
  const blob = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64');
  const digest = createHash('sha256').update(blob).digest('base64').replace(/=+$/u, '');
  return { privateKey, publicKey, fingerprint: `SHA256:${digest}`, file };
}
