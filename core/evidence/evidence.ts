import type { Documents } from '../journal/store.ts';
import type { Sha256 } from '../plan/plan.ts';
import type { Redactor } from './redactor.ts';

/** Evidence is kept up to this many bytes an output: head and tail, and the true size in between. */
export const EVIDENCE_LIMIT_BYTES = 1024 * 1024;

/** Redacts, caps and stores. The hash is that of the bytes as kept. `trueSize`: bytes there were, if the output was cut before. */
export function keepEvidence(
  documents: Documents,
  redactor: Redactor,
  bytes: Uint8Array,
  trueSize = bytes.length,
): Promise<Sha256> {
  return documents.put(capped(redactor.bytes(bytes), trueSize));
}

function capped(bytes: Uint8Array, trueSize: number): Uint8Array {
  if (bytes.length <= EVIDENCE_LIMIT_BYTES) return bytes;
  const marker = (left: number) =>
    Buffer.from(`\n[watari: ${left} bytes left out here; ${trueSize} bytes in all]\n`);
  const room = Math.floor((EVIDENCE_LIMIT_BYTES - marker(trueSize).length) / 2);
  return Buffer.concat([
    bytes.subarray(0, room),
    marker(trueSize - 2 * room),
    bytes.subarray(bytes.length - room),
  ]);
}
