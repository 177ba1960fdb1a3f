import type { Entry } from '../connections/connections.ts';
import { Fault } from '../errors.ts';
import { canonicalJson } from '../plan/canonical.ts';
import { valuesOf } from './ldap-answers.ts';

/** What stood in an entry: the values of each attribute that was remembered, none where it was not there. */
export type RememberedEntry = {
  readonly dn: string;
  readonly values: Readonly<Record<string, readonly Uint8Array[]>>;
};

type Written = string | { readonly base64: string };
type WrittenEntry = { readonly dn: string; readonly values: Readonly<Record<string, readonly Written[]>> };

/** The bytes that are kept: texts as they are, anything else as base64. */
export function memoryDocument(entries: readonly Entry[], attributes: readonly string[]): Uint8Array {
  const remembered = entries.map(({ dn, attributes: found }) => ({
    dn,
    values: Object.fromEntries(
      attributes.map((name) => [name, valuesOf({ dn, attributes: found }, name).map(written)]),
    ),
  }));
  return new TextEncoder().encode(canonicalJson({ remembered }));
}

function written(value: Uint8Array): Written {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value);
  } catch {
    return { base64: Buffer.from(value).toString('base64') };
  }
}

/**
 * What was remembered, from its stored bytes.
 * @throws Fault document-missing if the bytes are something else
 */
export function readMemory(bytes: Uint8Array): readonly RememberedEntry[] {
  const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (!isMemory(parsed))
    throw new Fault(
      'document-missing',
      'Reading what was remembered',
      'the document under its hash is another one',
    );
  return parsed.remembered.map(({ dn, values }) => ({
    dn,
    values: Object.fromEntries(
      Object.entries(values).map(([name, all]) => [
        name,
        all.map((one) => (typeof one === 'string' ? Buffer.from(one) : Buffer.from(one.base64, 'base64'))),
      ]),
    ),
  }));
}

// Our own bytes, found by their hash: memoryDocument alone writes documents with this key.
const isMemory = (parsed: unknown): parsed is { readonly remembered: readonly WrittenEntry[] } =>
  typeof parsed === 'object' && parsed !== null && 'remembered' in parsed && Array.isArray(parsed.remembered);

/**
 * Several memories as one: what was remembered first counts. A step that is carried out again would remember what it has
 * itself written, and so would a later wave of somebody who was taken out of an earlier one.
 */
export function firstMemories(memories: readonly (readonly RememberedEntry[])[]): readonly RememberedEntry[] {
  const first = new Map<string, RememberedEntry>();
  for (const { dn, values } of memories.flat()) {
    const known = first.get(dn)?.values ?? {};
    first.set(dn, { dn, values: { ...values, ...known } });
  }
  return [...first.values()];
}
