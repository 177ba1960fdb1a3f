import type { Sha256 } from '../plan/plan.ts';
import type { RunId } from '../run/question.ts';
import type { Journal } from './journal.ts';

/** Content by the SHA-256 of its (redacted) bytes, written before the event that names it. */
export interface Documents {
  put(bytes: Uint8Array): Promise<Sha256>;
  /** @throws Fault document-missing */
  get(hash: Sha256): Promise<Uint8Array>;
}

/** Who may carry out: a row per run, renewed every 3 s, valid for 10 s by the store's own clock. */
export interface Leases {
  /**
   * Takes or renews. `kept`: nobody else can have had it since this holder took it. `taken`: before, somebody else may have
   * had it. Null: somebody else has it.
   */
  take(run: RunId, holder: string): Promise<'kept' | 'taken' | null>;
  release(run: RunId, holder: string): Promise<void>;
  holder(run: RunId): Promise<string | null>;
  /** A process that works on every run (a bot) says that it is there; the same term. */
  present(holder: string): Promise<void>;
  /** Bots that are there, besides `holder`. */
  others(holder: string): Promise<readonly string[]>;
  leave(holder: string): Promise<void>;
}

/** What has been dealt with so far, as far as a program says so. */
export type Counted = {
  readonly users?: number | undefined;
  readonly messages?: number | undefined;
  readonly bytes?: number | undefined;
};
/** How far a job is: not journaled, overwritten in place. */
export type ProgressReport = {
  /** Of which attempt it is; an older Watari did not say. */
  readonly claim?: string | undefined;
  readonly operation: string;
  readonly session: string | null;
  readonly bytes: number;
  /** Last lines of the output, redacted. */
  readonly tail: readonly string[];
  readonly counted?: Counted | undefined;
  /** It goes no further: so it ended. */
  readonly ended?: 'succeeded' | 'failed' | 'lost' | undefined;
  readonly startedAt: string;
  readonly updatedAt: string;
};
export interface Progress {
  report(run: RunId, report: ProgressReport): Promise<void>;
  of(run: RunId): Promise<readonly ProgressReport[]>;
  clear(run: RunId): Promise<void>;
}

/** Where a card stands in Slack: a cache, never the truth. */
export type CardPlace = { readonly channel: string; readonly ts: string; readonly drawn: Sha256 };
export interface Cards {
  get(run: RunId, subject: string): Promise<CardPlace | null>;
  set(run: RunId, subject: string, place: CardPlace): Promise<void>;
  all(run: RunId): Promise<readonly (CardPlace & { readonly subject: string })[]>;
}

/** Small choices of people: language by person. */
export interface Preferences {
  language(person: string): Promise<'en' | 'ja' | null>;
  setLanguage(person: string, language: 'en' | 'ja'): Promise<void>;
}

/** Everything Watari keeps, in one place. */
export interface Store extends AsyncDisposable {
  readonly journal: Journal;
  readonly documents: Documents;
  readonly leases: Leases;
  readonly progress: Progress;
  readonly cards: Cards;
  readonly preferences: Preferences;
  /** Calls back soon (within 250 ms) after anything was appended by any process. */
  watch(callback: () => void): () => void;
  close(): Promise<void>;
}
