import type { Preview } from '../executors/executor.ts';
import type { Journal, JournaledEvent } from '../journal/journal.ts';
import type { ProgressReport } from '../journal/store.ts';
import type { OperationId } from '../plan/operation.ts';
import type { Plan, PlannedStep } from '../plan/plan.ts';
import type { Wave } from '../plan/waves.ts';
import type { RunEvent } from '../run/events.ts';
import type { Actor, Asks, ClaimId, Question, RunId } from '../run/question.ts';
import type { Refusal } from '../run/refusals.ts';
import type { RunState } from '../run/state.ts';
import type { Localized } from '../runbook/localized.ts';
import type { Problem } from '../runbook/problem.ts';
import type { Parameter } from '../runbook/schema.ts';
import type { WavesReply, WavesRequest } from './propose-waves.ts';

export type RunbookSummary = {
  readonly id: string;
  readonly title: Localized;
  readonly steps: number;
  /** The same in words, with what a run makes of it. */
  readonly stepCount: Localized;
  readonly parameters: Readonly<Record<string, Parameter>>;
};

/** Everything a message, a terminal line or a page needs to draw a run. */
export type RunView = {
  readonly run: RunId;
  readonly version: number;
  /** Head of the hash chain. */
  readonly head: string;
  readonly state: Exclude<RunState, { status: 'not-started' }>;
  readonly plan: Plan;
  /** The current step, or null when the run is closed. */
  readonly step: PlannedStep | null;
  /** What was shown with the open question (or the one being carried out): previews by operation id. */
  readonly previews: Readonly<Record<string, Preview>>;
  readonly progress: readonly ProgressReport[];
  /** Who is in each wave now, in order; empty where the run has none. */
  readonly waves: readonly Wave[];
  /** Bot or terminal that holds the lease. */
  readonly holder: string | null;
};

/** The answer to a request: never an exception for what a person did. */
export type Reply =
  | { readonly kind: 'accepted'; readonly events: readonly RunEvent[]; readonly view: RunView }
  | { readonly kind: 'unchanged'; readonly because: string; readonly view: RunView }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly view: RunView | null };

export type PlanRequest = {
  readonly runbook: string;
  readonly values: Readonly<Record<string, string>>;
  readonly examples?: boolean;
};
export type PlanReply =
  | { readonly kind: 'planned'; readonly plan: Plan }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** Users by their mailbox, as counts and lists name them. */
export type UserMove = { readonly users: readonly string[]; readonly from: string; readonly to: string };

/** What bot and terminal ask of the core. `question: null` means the one that is open now. */
export interface Engine extends AsyncDisposable {
  list(): Promise<readonly RunbookSummary[]>;
  plan(request: PlanRequest): Promise<PlanReply>;
  start(request: PlanRequest & { readonly channel: string | null }, by: Actor): Promise<Reply>;
  /**
   * next-step, retry, skip, undo, settle, resume. For `skip`, `settle-*` and `undo` a reason is needed.
   * `retry` says that the stopped step is meant; without it, asking for a stopped step is refused with the ways on.
   */
  ask(run: RunId, asks: Asks, by: Actor, reason?: string, retry?: boolean): Promise<Reply>;
  /** Waves for a runbook, made of the users in its directory. Changes nothing. */
  proposeWaves(request: WavesRequest): Promise<WavesReply>;
  /** Asks to move users (by mailbox) from one wave to a later one, with a reason; somebody else approves. */
  moveUsers(run: RunId, move: UserMove, by: Actor, reason: string): Promise<Reply>;
  approve(run: RunId, question: Question | null, by: Actor): Promise<Reply>;
  reject(run: RunId, question: Question | null, reason: string, by: Actor): Promise<Reply>;
  /** A button says which manual operation it was drawn for (`of`); without it, the one that is open now. */
  confirm(
    run: RunId,
    done: boolean,
    note: string,
    by: Actor,
    of?: { readonly claim: ClaimId; readonly operation: OperationId } | null,
  ): Promise<Reply>;
  cancel(run: RunId, by: Actor): Promise<Reply>;
  note(run: RunId, text: string, by: Actor): Promise<Reply>;
  pause(run: RunId, reason: string, by: Actor): Promise<Reply>;
  abort(run: RunId, reason: string, by: Actor): Promise<Reply>;
  view(run: RunId): Promise<RunView | null>;
  /** Every run, newest first. */
  runs(): Promise<readonly { readonly run: RunId; readonly open: boolean }[]>;
  log(run: RunId): Promise<readonly JournaledEvent[]>;
  audit: Journal['audit'];
  evidence(hash: string): Promise<Uint8Array>;
  /**
   * Carries out what is approved, takes over what a dead process left, until `stop` aborts. A bot calls it without `runs`.
   * A terminal names its runs: it ends once they need a person or are closed, and while a bot is there it only watches.
   */
  work(stop: AbortSignal, runs?: readonly RunId[]): Promise<void>;
  /** Calls back after anything changed, with the runs concerned. */
  follow(callback: (runs: readonly RunId[]) => void): () => void;
}
