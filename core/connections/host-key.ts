import { createHash } from 'node:crypto';

import type { ServerHostKeyAlgorithm } from 'ssh2';

/** `SHA256:…` as OpenSSH prints it, optionally followed by the key's type: `SHA256:… ssh-ed25519`. */
export type Fingerprint = string;

/** The fingerprint of a public key blob, as `ssh-keygen -l` prints it. */
export const fingerprintOf = (key: Uint8Array): Fingerprint =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replaceAll('=', '')}`;

/** The type that a public key blob (RFC 4253, 6.6) names in its first field. */
export function keyTypeOf(key: Uint8Array): string {
  const bytes = Buffer.from(key);
  const length = bytes.length < 4 ? 0 : bytes.readUInt32BE(0);
  return bytes.toString('latin1', 4, 4 + Math.min(length, 64));
}

const hashPart = (fingerprint: Fingerprint): string => fingerprint.trim().split(/\s+/u)[0] ?? '';
const typePart = (fingerprint: Fingerprint): string | undefined => fingerprint.trim().split(/\s+/u)[1];

export const isKnownKey = (known: readonly Fingerprint[], key: Uint8Array): boolean =>
  known.some((fingerprint) => hashPart(fingerprint) === fingerprintOf(key));

const ALGORITHMS: Readonly<Record<string, readonly ServerHostKeyAlgorithm[]>> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'],
  'ssh-dss': ['ssh-dss'],
};
/** Key types in the order in which they are preferred. */
export const KEY_TYPES: readonly string[] = Object.keys(ALGORITHMS);

/**
 * Which algorithms to offer, one handshake after the other. Were everything offered, a host known by its RSA key would
 * show its Ed25519 key, and a good host would be refused. A fingerprint without a type may be any of them.
 */
export function offersFor(known: readonly Fingerprint[], legacy: boolean): ServerHostKeyAlgorithm[][] {
  const types = known.map(typePart);
  const typed = KEY_TYPES.filter((type) => types.includes(type));
  const offers: ServerHostKeyAlgorithm[][] = [];
  if (typed.length > 0) offers.push(algorithmsOf(typed));
  if (types.some((type) => type === undefined)) {
    const families = legacy ? KEY_TYPES : KEY_TYPES.filter((type) => type !== 'ssh-dss');
    offers.push(...families.filter((type) => !typed.includes(type)).map((type) => algorithmsOf([type])));
  }
  return offers;
}

export const algorithmsOf = (types: readonly string[]): ServerHostKeyAlgorithm[] =>
  types.flatMap((type) => [...(ALGORITHMS[type] ?? [])]);
