import type { OperationId } from '../plan/operation.ts';
import type { Sha256 } from '../plan/plan.ts';
import type { Members, Move } from '../plan/waves.ts';
import type { FrozenPlan, Target } from './events.ts';
import type { Outcome, ProbeResult } from './outcome.ts';
import type { Actor, Asks, ClaimId, Instant, Question, RunId } from './question.ts';

type At = { readonly at: Instant };

/** Imperative, with time, identity and chance inside: `decide` has no clock and no dice. */
export type RunCommand =
  | ({
      readonly type: 'StartRun';
      readonly run: RunId;
      readonly plan: FrozenPlan;
      readonly target: Target;
      readonly channel: string | null;
      /** Who is in each wave of the plan. */
      readonly waves?: Readonly<Record<string, Members>>;
      readonly by: Actor;
    } & At)
  /** `anew`: nothing of the claim under way can have begun there, so a spool or boot other than the one noted is no loss. */
  | ({
      readonly type: 'MeetHost';
      readonly host: string;
      readonly spool: string;
      readonly boot: string;
      readonly anew?: boolean;
    } & At)
  /** Asks about the current step (undo: the last succeeded one). `shown` was stored before. `retry` says that a stopped step is meant. */
  | ({
      readonly type: 'RequestStep';
      readonly asks: Asks;
      readonly retry: boolean;
      readonly shown: Sha256;
      /**
       * What was looked at when `shown` was made, and what was lost then (`lostKey`): the question is about that, or it is
       * not asked.
       */
      readonly about?: Pick<Question, 'step' | 'attempt'> & { readonly lost: string | null };
      /** `amend`: what is to be moved. The documents were stored before. */
      readonly move?: Move;
      readonly reason: string | null;
      readonly by: Actor;
    } & At)
  | ({ readonly type: 'ApproveStep'; readonly question: Question; readonly by: Actor } & At)
  | ({
      readonly type: 'RejectStep';
      readonly question: Question;
      readonly reason: string;
      readonly by: Actor;
    } & At)
  /** Claims an approved carry-out or undo. `shown` was computed a moment ago; if it differs from the question's, the answer is `QuestionVoided`. */
  | ({
      readonly type: 'StartStep';
      readonly question: Question;
      readonly claim: ClaimId;
      readonly shown: Sha256;
    } & At)
  | ({
      readonly type: 'StartOperation';
      readonly claim: ClaimId;
      readonly operation: OperationId;
      readonly jobs: readonly string[];
    } & At)
  | ({
      readonly type: 'EndOperation';
      readonly claim: ClaimId;
      readonly operation: OperationId;
      readonly outcome: Outcome;
    } & At)
  /** A person ends a manual operation. `of: null` means the one that is open now; a button says which one it was drawn for. */
  | ({
      readonly type: 'ConfirmOperation';
      readonly of: { readonly claim: ClaimId; readonly operation: OperationId } | null;
      readonly done: boolean;
      readonly note: string;
      readonly by: Actor;
    } & At)
  /** The verdict of the step's verification, after its last operation. */
  | ({ readonly type: 'RecordVerification'; readonly claim: ClaimId; readonly result: ProbeResult } & At)
  /** A probe alone settles a lost outcome. */
  | ({ readonly type: 'SettleByProbe'; readonly question: Question; readonly result: ProbeResult } & At)
  | ({ readonly type: 'CancelJobs'; readonly by: Actor } & At)
  | ({ readonly type: 'AddNote'; readonly text: string; readonly by: Actor } & At)
  | ({ readonly type: 'PauseRun'; readonly reason: string; readonly by: Actor } & At)
  | ({ readonly type: 'AbortRun'; readonly reason: string; readonly by: Actor } & At);
