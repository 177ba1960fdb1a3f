import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

import { fingerprintOf, keyTypeOf, knownFingerprints, scanHostKeys } from '../connections/index.ts';
import { Fault } from '../errors.ts';
import type { InventoryHost } from '../plan/plan.ts';
import { knownHostsFile, knownHostsText, knownNames } from '../site/index.ts';

/** A key as `ssh-keygen -l` names it. */
export type ShownKey = { readonly type: string; readonly fingerprint: string };

export type Trust =
  | { readonly kind: 'trusted' | 'unchanged'; readonly key: ShownKey; readonly file: string }
  /** The host shows other keys than the person said. Nothing was written. */
  | { readonly kind: 'different'; readonly shown: readonly ShownKey[] }
  /** Another key of this type is trusted: a person must take that line out first. Nothing was written. */
  | { readonly kind: 'contradicts'; readonly known: ShownKey; readonly file: string }
  /** The file says that this key is revoked. Nothing was written. */
  | { readonly kind: 'revoked'; readonly key: ShownKey; readonly file: string }
  | { readonly kind: 'unreachable'; readonly saw: string };

/** The host keys that an address shows now, none of them trusted. @throws Fault connection-failed */
export const scanHostKey = async (host: InventoryHost): Promise<readonly ShownKey[]> =>
  (await scanHostKeys(host.address, host.legacyAlgorithms)).map(shownKey);

/**
 * Connects, compares the keys that the host shows with the fingerprint that a person got in another way, and writes the
 * one that is equal to the site's `known_hosts`. Nothing is ever trusted because it was shown.
 */
export async function trustHost(
  site: string,
  name: string,
  host: InventoryHost,
  fingerprint: string,
): Promise<Trust> {
  const file = knownHostsFile(site);
  let keys: readonly Uint8Array[];
  try {
    keys = await scanHostKeys(host.address, host.legacyAlgorithms);
  } catch (error) {
    if (error instanceof Fault) return { kind: 'unreachable', saw: error.message };
    throw error;
  }
  const wanted = hashPart(fingerprint);
  const blob = keys.find((one) => fingerprintOf(one) === wanted);
  if (blob === undefined) return { kind: 'different', shown: keys.map(shownKey) };
  const key = shownKey(blob);
  const text = knownHostsText(site);
  const names = knownNames(name, host.address);
  const known = names.flatMap((one) => knownFingerprints(text, one.host, one.port)).map(parsed);
  if (known.some((one) => one.fingerprint === wanted)) return { kind: 'unchanged', key, file };
  const other = known.find(({ type }) => type === key.type);
  if (other !== undefined) return { kind: 'contradicts', known: other, file };

  const listed = names.map((one) => (one.port === 22 ? one.host : `[${one.host}]:${one.port}`)).join(',');
  const start = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  const after = `${start}${listed.toLowerCase()} ${key.type} ${Buffer.from(blob).toString('base64')}\n`;
  const isTrusted = names.some((one) =>
    knownFingerprints(after, one.host, one.port).some((line) => hashPart(line) === wanted),
  );
  if (!isTrusted) return { kind: 'revoked', key, file };
  writeWhole(file, after);
  return { kind: 'trusted', key, file };
}

const shownKey = (key: Uint8Array): ShownKey => ({ type: keyTypeOf(key), fingerprint: fingerprintOf(key) });

/** ssh-keygen prints no padding; what a person copied from elsewhere may have it. */
const hashPart = (fingerprint: string): string =>
  (fingerprint.trim().split(/\s+/u)[0] ?? '').replace(/=+$/u, '');

function parsed(line: string): ShownKey {
  const [fingerprint = '', type = ''] = line.split(' ');
  return { fingerprint, type };
}

/** A half-written file would forget other hosts: written beside it, then renamed. */
function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${randomBytes(6).toString('hex')}`;
  const descriptor = openSync(beside, 'wx', 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
    closeSync(descriptor);
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
