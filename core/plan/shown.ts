import { Fault } from '../errors.ts';
import type { Localized } from '../runbook/localized.ts';
import { canonicalJson } from './canonical.ts';
import type { OperationId, PlannedOperation } from './operation.ts';
import type { Sha256 } from './plan.ts';
import type { Move } from './waves.ts';

/** What an operation would meet, as an executor's preview says it. */
type ShownPreview = {
  readonly text: Localized;
  readonly changes: readonly string[];
  readonly concerns?: readonly Localized[];
};

/** Exactly what people see when they are asked. */
export type Shown = {
  readonly planHash: Sha256;
  readonly operations: readonly PlannedOperation[];
  readonly previews: Readonly<Record<OperationId, ShownPreview>>;
  /** Users that are to change their wave, and who is in both waves then. */
  readonly move?: Move;
};

/** The bytes to store before asking; their SHA-256 is the question's `shown`. Secrets are in it as references alone. */
export const shownDocument = ({ planHash, operations, previews, move }: Shown): Uint8Array =>
  new TextEncoder().encode(canonicalJson({ planHash, operations, previews, move }));

/**
 * What was shown, from its stored bytes.
 * @throws Fault document-missing if the bytes are something else
 */
export function readShownDocument(bytes: Uint8Array): Shown {
  const written: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (!isShown(written))
    throw new Fault(
      'document-missing',
      'Reading what was shown',
      'the document under its hash is another one',
    );
  return written;
}

// Our own bytes, found by their hash: shownDocument alone writes documents with these keys.
const isShown = (written: unknown): written is Shown =>
  typeof written === 'object' &&
  written !== null &&
  'planHash' in written &&
  'operations' in written &&
  'previews' in written;
