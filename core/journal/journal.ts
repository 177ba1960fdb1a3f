import type { Sha256 } from '../plan/plan.ts';
import type { RunEvent } from '../run/events.ts';
import type { RunId } from '../run/question.ts';

/** 0 before the first event; each event adds one. */
export type Version = number;

export type JournaledEvent = {
  /** Global, growing, may have gaps. */
  readonly sequence: number;
  readonly run: RunId;
  readonly version: Version;
  readonly event: RunEvent;
  /** SHA-256 over the previous hash and this row. */
  readonly hash: Sha256;
};

/** Why the chain of a run does not hold. */
export const CHAIN_BREAKS = [
  'event-missing', // a version is left out
  'not-following', // it names another event than the one before it
  'content-changed', // its own hash is not that of its text
] as const;
export type ChainBreak = (typeof CHAIN_BREAKS)[number];

export type Appended =
  | { readonly kind: 'appended'; readonly version: Version; readonly head: Sha256 }
  /** Somebody else appended first: read again, decide again. */
  | { readonly kind: 'conflict' }
  /** A unique hold (`channel:C1`, `host:mail.siroe.com`) belongs to another open run. */
  | { readonly kind: 'held'; readonly hold: string; readonly run: RunId };

/** The only memory; the append is the only lock. */
export interface Journal {
  /** Appends all of `events` or none, if the run stands at `expected`. RunStarted takes the holds of its channel and hosts; the end of a run gives them back. */
  append(run: RunId, expected: Version, events: readonly RunEvent[]): Promise<Appended>;
  /** Events after `after`, in order. @throws Fault journal-corrupt */
  read(run: RunId, after?: Version): Promise<readonly JournaledEvent[]>;
  /**
   * Where something was appended after the global sequence, in order, at most `limit`. What it was is not read: one event
   * that nobody can read must not hold up whoever follows the others.
   */
  since(sequence: number, limit: number): Promise<readonly Pick<JournaledEvent, 'sequence' | 'run'>[]>;
  /** Every run with its last version, newest first. */
  runs(): Promise<readonly { readonly run: RunId; readonly version: Version; readonly open: boolean }[]>;
  /** A free id that one can say: `sims-0007`. */
  nextRunId(prefix: string): Promise<RunId>;
  /** Recomputes the chain from the stored text. The first broken event, or null. */
  audit(run: RunId): Promise<{ readonly version: Version; readonly because: ChainBreak } | null>;
}
