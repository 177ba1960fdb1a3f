import type { InventoryHost } from '../plan/plan.ts';

export type Encoding = InventoryHost['encoding'];

/** Bytes of a host as text for people. Evidence keeps the bytes. */
export const decodeText = (bytes: Uint8Array, encoding: Encoding): string =>
  new TextDecoder(encoding).decode(bytes);

/** Text as the bytes that a host reads, or null if its encoding has no such character. */
export function encodeText(text: string, encoding: Encoding): Uint8Array | null {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  const table = tableOf(encoding);
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const known = code < 0x80 ? [code] : table.get(character);
    if (known === undefined) return null;
    bytes.push(...known);
  }
  return Uint8Array.from(bytes);
}

const tables = new Map<Encoding, ReadonlyMap<string, readonly number[]>>();

/** Node decodes the old encodings but does not encode them: the table is the decoder's, turned round. */
function tableOf(encoding: Encoding): ReadonlyMap<string, readonly number[]> {
  const made = tables.get(encoding);
  if (made !== undefined) return made;
  const decoder = new TextDecoder(encoding, { fatal: true });
  const table = new Map<string, readonly number[]>();
  const learn = (...bytes: number[]) => {
    try {
      const character = decoder.decode(Uint8Array.from(bytes));
      if ([...character].length === 1 && !table.has(character)) table.set(character, bytes);
    } catch {
      // Not a character of this encoding.
    }
  };
  for (let first = 0x80; first <= 0xff; first += 1) {
    learn(first);
    for (let second = 0x40; second <= 0xff; second += 1) learn(first, second);
  }
  tables.set(encoding, table);
  return table;
}
