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

/** The key kept as `<dir>/<name>`, made at first use. */
export async function keepSshKey(dir: string, name: string): Promise<SshKey> {
  const file = join(dir, name);
  const stored = await Promise.all([readFile(file, 'utf8'), readFile(`${file}.pub`, 'utf8')]).catch(
    () => null,
  );
  if (stored) return keyOf(file, stored[0], stored[1]);
  const pair = ssh2.utils.generateKeyPairSync('ed25519', { comment: name });
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await writeFile(`${file}.pub`, `${pair.public}\n`);
  await writeFile(file, pair.private, { mode: 0o600 });
  return keyOf(file, pair.private, `${pair.public}\n`);
}

function keyOf(file: string, privateKey: string, publicKey: string): SshKey {
  const blob = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64');
  const digest = createHash('sha256').update(blob).digest('base64').replace(/=+$/u, '');
  return { privateKey, publicKey, fingerprint: `SHA256:${digest}`, file };
}
