import type { OpenConnections } from '../connections/connections.ts';
import type { Executors } from '../executors/executor.ts';
import type { Store } from '../journal/store.ts';
import type { SecretReference } from '../plan/plan.ts';
import type { Target } from '../run/events.ts';
import type { Instant } from '../run/question.ts';
import type { Localized } from '../runbook/localized.ts';
import type { Planning } from './planning.ts';

/** Time as the runner sees it; a test brings its own. */
export type Clock = {
  now(): Instant;
  /** Ends early, without an error, once `signal` is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
};

/** What an engine is made of. */
export type EngineParts = {
  readonly store: Store;
  readonly planning: Planning;
  /** What this process was opened for. A bot carries out runs of this target alone. */
  readonly target: Target;
  readonly executors: Executors;
  readonly openConnections: OpenConnections;
  /** @throws Fault secret-unavailable */
  readonly secretOf: (reference: SecretReference) => string;
  /** Who this process is, for leases and for people: `bot mail-admin 4711`. Unique while it lives. */
  readonly holder: string;
  readonly clock: Clock;
  /** A new claim: short, since old systems cut a process's arguments, and never seen before. */
  readonly newClaim: () => string;
  /** The operator's log: what we were about when something went wrong with us, or a whole sentence. */
  readonly log: (doing: string | Localized, error?: unknown) => void;
};
