import { createHmac } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { type Fingerprint, fingerprintOf, keyTypeOf } from './host-key.ts';

type Line = {
  readonly marker: string | null;
  readonly patterns: string;
  readonly type: string;
  readonly key: Buffer;
};

/**
 * Fingerprints (with key types) that an OpenSSH `known_hosts` text trusts for a host, as sshd(8) describes the file:
 * hashed names, `[host]:port`, comma lists, `*`, `?` and `!`. A key that is `@revoked` is left out wherever it stands;
 * `@cert-authority` lines are not for us.
 */
export function knownFingerprints(text: string, host: string, port = 22): readonly Fingerprint[] {
  const name = hostName(host, port);
  const matching = parse(text).filter((line) => matches(line.patterns, name));
  const revoked = new Set(
    matching.filter((line) => line.marker === '@revoked').map((line) => fingerprintOf(line.key)),
  );
  const trusted = matching
    .filter((line) => line.marker === null && !revoked.has(fingerprintOf(line.key)))
    .map((line) => `${fingerprintOf(line.key)} ${line.type}`);
  return [...new Set(trusted)];
}

/** Appends a trusted key. The file and its folder are made if they are missing, for the owner alone. */
export function addKnownHost(file: string, host: string, port: number, key: Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const before = readOrEmpty(file);
  const start = before === '' || before.endsWith('\n') ? '' : '\n';
  const line = `${hostName(host, port)} ${keyTypeOf(key)} ${Buffer.from(key).toString('base64')}\n`;
  appendFileSync(file, start + line, { mode: 0o600 });
}

const hostName = (host: string, port: number): string =>
  port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

function parse(text: string): Line[] {
  return text.split(/\r?\n/u).flatMap((raw) => {
    const fields = raw.trim().split(/\s+/u);
    const marker = fields[0]?.startsWith('@') === true ? (fields.shift() ?? null) : null;
    const [patterns, type, key] = fields;
    if (patterns === undefined || type === undefined || key === undefined || patterns.startsWith('#'))
      return [];
    return [{ marker, patterns, type, key: Buffer.from(key, 'base64') }];
  });
}

function matches(patterns: string, name: string): boolean {
  if (patterns.startsWith('|1|')) return matchesHash(patterns, name);
  let found = false;
  for (const pattern of patterns.toLowerCase().split(',')) {
    if (pattern.startsWith('!')) {
      if (matchesPattern(pattern.slice(1), name)) return false;
    } else if (matchesPattern(pattern, name)) found = true;
  }
  return found;
}

/** `|1|salt|hash`: HMAC-SHA1 of the name under the salt. */
function matchesHash(hashed: string, name: string): boolean {
  const [, , salt, hash] = hashed.split('|');
  if (salt === undefined || hash === undefined) return false;
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
}

function matchesPattern(pattern: string, name: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/gu, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'u').test(name);
}
