import type { Connections } from '../connections/connections.ts';
import type { Counted, Documents } from '../journal/store.ts';
import type { PlannedOperation } from '../plan/operation.ts';
import type { FrozenInventory, Sha256 } from '../plan/plan.ts';
import type { Outcome, ProbeResult } from '../run/outcome.ts';
import type { Localized } from '../runbook/localized.ts';

/**
 * What an operation would meet if it ran now. `changes` is what people approve (a diff, counts), `concerns` what they should
 * know before they do, a sentence each; stable text, no times.
 */
export type Preview = {
  readonly text: Localized;
  readonly changes: readonly string[];
  readonly concerns?: readonly Localized[];
};

/** What every executor may use. One per claim. */
export type Context = {
  readonly inventory: FrozenInventory;
  readonly connections: Connections;
  readonly documents: Documents;
  /** Values of secret parameters by name, resolved a moment ago. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Stores bytes as evidence: redacted, capped at 1 MiB (head, tail, true size). */
  keep(bytes: Uint8Array, what: string): Promise<Sha256>;
  /** Redacts one text for people. Before it is cut: half a secret is not known for one. */
  readonly redact: (text: string) => string;
  /**
   * Looking ahead: an operation of the same step is still to be done before this one, so what is not there yet may be its work.
   */
  readonly follows?: boolean;
  /** `<claim>.<operation>`; a session adds `.<session>`. Job names are made of it. */
  readonly job: string;
  /**
   * False: `carryOut` is called for this job for the first time ever, so that a host that cannot be reached, or a spool
   * that is new, means that it certainly never began. Left out: it may have been called before.
   */
  readonly again?: boolean;
  /** Sessions of this operation that succeeded in an earlier attempt: they are not run again. */
  readonly sessionsDone?: readonly string[];
  /** What a step remembered in this run, oldest first. Of a step in waves, what it remembered for the other waves as well. */
  remembered?(step: string): Promise<readonly { readonly step: string; readonly document: Sha256 }[]>;
  /** The spool and boot of a host, journaled before the first launch there: at first contact, or anew if they have changed. */
  meet(host: string, spool: string, boot: string): Promise<{ readonly spool: string; readonly boot: string }>;
  report(progress: {
    readonly session: string | null;
    readonly bytes: number;
    readonly tail: readonly string[];
    readonly counted?: Counted;
    /** The last report of this session: so it ended. */
    readonly ended?: Outcome['kind'];
  }): void;
  /** Aborted: a person wants the jobs to end. Nothing else aborts it. */
  readonly cancel: AbortSignal;
  /** Aborted: this process lets go. Jobs go on, what is returned is ignored; waiting loops end. */
  readonly leave?: AbortSignal;
};

/** Carries one verb out, and says honestly what came of it. */
export interface Executor<Op extends PlannedOperation> {
  /** Asks the world, changes nothing. Must be quick; a host that cannot be reached is a text, not an error. */
  preview(operation: Op, context: Context): Promise<Preview>;
  /**
   * Carries it out. Called again with the same `context.job` after a crash: an `attach` verb then finds its job again,
   * a `converge` verb repeats harmlessly. Never throws for what happens out there: that is an Outcome.
   */
  carryOut(operation: Op, context: Context): Promise<Outcome>;
  /** As a verification or before `do`: asks the world, changes nothing. */
  probe(operation: Op, context: Context): Promise<ProbeResult>;
  /**
   * Looks once more for a job whose outcome was lost, and changes nothing: it lives, it has ended as the outcome says, or
   * nothing new is known (null). Left out: there is nothing that could be looked for. Never throws for what happens out
   * there.
   */
  lookBack?(operation: Op, context: Context): Promise<'alive' | Outcome | null>;
  /** Called once its end is durable: removes what it left on the host (a job's spool). May be called again, may fail. */
  tidy?(operation: Op, context: Context): Promise<void>;
}

type ByVerb = { readonly [V in PlannedOperation['verb']]: Extract<PlannedOperation, { verb: V }> };
/** Every verb's executor. */
export type Executors = { readonly [V in keyof ByVerb]: Executor<ByVerb[V]> };

/** The executor of an operation's own verb. */
export function executorOf(executors: Executors, operation: PlannedOperation): Executor<PlannedOperation> {
  return executors[operation.verb];
}
