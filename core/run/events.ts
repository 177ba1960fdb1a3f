import type { OperationId } from '../plan/operation.ts';
import type { Sha256 } from '../plan/plan.ts';
import type { Members, Move } from '../plan/waves.ts';
import type { Localized } from '../runbook/localized.ts';
import type { Risk } from '../runbook/schema.ts';
import type { Outcome, ProbeResult, LostReason } from './outcome.ts';
import type { Asks, By, ClaimId, Instant, Question, RunId, StepId } from './question.ts';

/**
 * An operation of a step as the run knows it. `remembers`: its evidence is put back or compared by later steps. `putsBack`: the
 * step whose memory it puts back.
 */
export type FrozenOperation = {
  readonly id: OperationId;
  readonly verb: string;
  readonly recovery: Recovery;
  readonly manual: boolean;
  readonly remembers?: true;
  readonly putsBack?: StepId;
};

/** What a run needs of its plan to decide; the whole plan is the document `planHash`. */
export type FrozenStep = {
  readonly id: StepId;
  readonly number: string;
  /** The wave that it is for. */
  readonly wave?: string;
  readonly applies: boolean;
  readonly risk: Risk;
  readonly approvals: 0 | 1 | 2;
  readonly service: Readonly<Record<string, 'down' | 'up'>>;
  /** In order. `recovery`: attach (a job that can be found again), converge (repeating is harmless), wait (no effect of its own). */
  readonly operations: readonly FrozenOperation[];
  readonly undo: readonly FrozenOperation[];
  readonly verifies: boolean;
};
export type Recovery = 'attach' | 'converge' | 'wait';
export type FrozenPlan = {
  readonly runbook: string;
  readonly planHash: Sha256;
  readonly procedureHash: Sha256;
  readonly steps: readonly FrozenStep[];
  readonly hosts: readonly string[];
  /** In the order in which they are moved. `budget`: users that may fail before the next one is not begun; null: any number. */
  readonly waves?: readonly { readonly name: string; readonly budget: number | null }[];
};
/** Lab or site is a property of the run: a lab run cannot reach a site host. */
export type Target = { readonly kind: 'site' } | { readonly kind: 'lab'; readonly name: string };

type At = { readonly at: Instant };

export type RunEvent =
  | ({
      readonly type: 'RunStarted';
      readonly run: RunId;
      readonly plan: FrozenPlan;
      readonly target: Target;
      readonly channel: string | null;
      readonly by: By;
    } & At)
  /** Who is in a wave from now on: as the plan was given, or because users were moved. */
  | ({
      readonly type: 'WaveAssigned';
      readonly wave: string;
      readonly members: Members;
      /** Users that were taken out of it after it had begun. */
      readonly taken: number;
      readonly by: By;
      readonly reason: string | null;
    } & At)
  /** First contact with a host: absence of this spool later proves nothing. */
  | ({ readonly type: 'HostMet'; readonly host: string; readonly spool: string; readonly boot: string } & At)
  | ({
      readonly type: 'StepRequested';
      readonly question: Question;
      readonly reason: string | null;
      /** How many people other than `by` must say yes, as the policy was when it was asked. */
      readonly required: number;
      /** What is to be moved, where that is what is asked. */
      readonly move?: Move;
      readonly by: By;
    } & At)
  | ({ readonly type: 'StepApproved'; readonly question: Question; readonly by: By } & At)
  | ({
      readonly type: 'StepRejected';
      readonly question: Question;
      readonly reason: string;
      readonly by: By;
    } & At)
  /** What was shown no longer holds; the question is void and is asked again. */
  | ({
      readonly type: 'QuestionVoided';
      readonly question: Question;
      readonly because: 'changed-since-shown';
    } & At)
  /** The claim: whoever appended this carries the step out (or its undo), nobody else. */
  | ({
      readonly type: 'StepStarted';
      readonly question: Question;
      readonly claim: ClaimId;
      readonly from: OperationId | null;
    } & At)
  | ({
      readonly type: 'OperationStarted';
      readonly claim: ClaimId;
      readonly operation: OperationId;
      readonly jobs: readonly string[];
    } & At)
  | ({
      readonly type: 'OperationEnded';
      readonly claim: ClaimId;
      readonly operation: OperationId;
      readonly outcome: Outcome;
      readonly by: By | null;
      readonly note: string | null;
    } & At)
  | ({ readonly type: 'StepVerified'; readonly claim: ClaimId; readonly result: ProbeResult } & At)
  | ({ readonly type: 'StepSucceeded'; readonly question: Question; readonly claim: ClaimId } & At)
  | ({
      readonly type: 'StepFailed';
      readonly question: Question;
      readonly claim: ClaimId;
      readonly detail: Localized;
    } & At)
  | ({
      readonly type: 'StepUnverified';
      readonly question: Question;
      readonly claim: ClaimId;
      readonly detail: Localized;
    } & At)
  /** Somebody stopped it between two operations, or while nothing with an effect was under way. */
  | ({
      readonly type: 'StepInterrupted';
      readonly question: Question;
      readonly claim: ClaimId;
      readonly because: 'rejected' | 'paused' | 'cancelled';
    } & At)
  | ({
      readonly type: 'StepOutcomeLost';
      readonly question: Question;
      readonly claim: ClaimId;
      readonly operation: OperationId;
      readonly reason: LostReason;
      readonly detail: Localized;
    } & At)
  | ({
      readonly type: 'StepSettled';
      readonly question: Question;
      readonly verdict: 'done' | 'not-done';
      readonly by: By | 'probe';
      readonly evidence: readonly Sha256[];
    } & At)
  | ({ readonly type: 'StepSkipped'; readonly question: Question; readonly reason: string } & At)
  | ({ readonly type: 'StepUndone'; readonly question: Question; readonly claim: ClaimId } & At)
  /** A person wants the jobs under way to end; each ends as its executor sees it. */
  | ({ readonly type: 'CancelRequested'; readonly claim: ClaimId; readonly by: By } & At)
  | ({ readonly type: 'NoteAdded'; readonly text: string; readonly by: By } & At)
  | ({ readonly type: 'RunPaused'; readonly reason: string; readonly by: By } & At)
  | ({ readonly type: 'RunResumed'; readonly question: Question } & At)
  /** Recorded at once; while jobs end, the run is `aborting`; then RunAborted. */
  | ({ readonly type: 'AbortRequested'; readonly reason: string; readonly by: By } & At)
  | ({ readonly type: 'RunAborted'; readonly reason: string } & At)
  | ({ readonly type: 'RunCompleted'; readonly skipped: readonly StepId[] } & At);

export type { Asks };
