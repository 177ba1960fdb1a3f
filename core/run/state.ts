import type { OperationId } from '../plan/operation.ts';
import type { FrozenPlan, Target } from './events.ts';
import type { LostReason, Outcome } from './outcome.ts';
import type { By, ClaimId, Instant, PersonId, Question, RunId, StepId } from './question.ts';

/** A question under way, and who has said yes. */
export type Asked = {
  readonly question: Question;
  readonly requestedBy: By;
  readonly reason: string | null;
  readonly required: number;
  readonly approvedBy: readonly By[];
};

export type OperationState = {
  readonly id: OperationId;
  readonly state: 'pending' | 'started' | 'succeeded' | 'failed' | 'lost';
  readonly jobs: readonly string[];
  readonly outcome: Outcome | null;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
};

/** Where the current step stands. `asked` lies over idle, stopped and lost. */
export type Phase =
  | { readonly at: 'idle' }
  | {
      readonly at: 'running';
      readonly claim: ClaimId;
      readonly question: Question;
      readonly cancelling: boolean;
    }
  | {
      readonly at: 'lost';
      readonly claim: ClaimId;
      readonly question: Question;
      readonly operation: OperationId;
      readonly reason: LostReason;
      readonly detail: string;
    }
  | {
      readonly at: 'stopped';
      readonly why: 'rejected' | 'failed' | 'not-done' | 'unverified';
      readonly detail: string;
    };

export type StepResult = {
  readonly step: StepId;
  readonly result: 'pending' | 'not-applicable' | 'succeeded' | 'settled-done' | 'skipped';
  readonly attempts: number;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
};

export type OpenRun = {
  readonly status: 'open';
  readonly run: RunId;
  readonly plan: FrozenPlan;
  readonly target: Target;
  readonly channel: string | null;
  readonly startedBy: By;
  readonly startedAt: Instant;
  /** Index into plan.steps of the current step (the first that applies and is not done). */
  readonly cursor: number;
  /** 0 before it was first asked; each new question to carry out or undo adds one. */
  readonly attempt: number;
  readonly phase: Phase;
  readonly asked: Asked | null;
  /** Operations of the current step (its undo while that is asked or running). */
  readonly operations: readonly OperationState[];
  readonly results: readonly StepResult[];
  readonly paused: { readonly reason: string; readonly by: By } | null;
  readonly aborting: { readonly reason: string; readonly by: By } | null;
  readonly hosts: Readonly<Record<string, { readonly spool: string; readonly boot: string }>>;
  /** Services that are down now, since when; and what is over. */
  readonly downtime: readonly {
    readonly service: string;
    readonly from: Instant;
    readonly to: Instant | null;
  }[];
};

export type RunState =
  | { readonly status: 'not-started' }
  | OpenRun
  | (Omit<OpenRun, 'status'> & {
      readonly status: 'completed' | 'completed-with-skips' | 'aborted';
      readonly endedAt: Instant;
    });

export const initialState: RunState = { status: 'not-started' };
export type { PersonId };
