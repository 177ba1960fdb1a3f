import { Fault } from '../errors.ts';
import type { Context } from '../executors/executor.ts';
import type { Plan } from '../plan/plan.ts';
import { startedOperation } from '../run/facts.ts';
import type { ClaimId, RunId } from '../run/question.ts';
import type { RunState } from '../run/state.ts';
import { fenced } from './fenced.ts';
import { handle } from './handle.ts';
import type { Ledger } from './ledger.ts';
import { rememberedBy } from './remembered.ts';
import type { Tools } from './tools.ts';
import { type Secrets, contextOf } from './workbench.ts';

/** One claim being worked on in this process. `leave` aborts when the process lets go of it. */
export type ClaimAtHand = {
  readonly run: RunId;
  readonly claim: ClaimId;
  readonly plan: Plan;
  readonly leave: AbortSignal;
  /** Asks whether nobody else can have carried anything out for this run since this process took it. */
  readonly isAlone: () => Promise<boolean>;
};

export const isHeldBy = (state: RunState, claim: ClaimId): boolean =>
  state.status === 'open' && state.phase.at === 'running' && state.phase.claim === claim;

/** Progress is overwritten in place; more often than this nobody can read it. */
const PROGRESS_MS = 250;

/** What the executor of one operation of a claim works with. */
export function claimContext(
  tools: Tools,
  { run, claim, plan, leave, isAlone }: ClaimAtHand,
  secrets: Secrets,
  operation: string,
  own: Pick<Context, 'cancel' | 'again' | 'sessionsDone'>,
): Context {
  const { parts, ledger, workbench } = tools;
  const startedAt = parts.clock.now();
  const reported = new Map<string | null, number>();
  const metHere = new Set<string>();
  const connections = workbench.connections(run, plan);
  const isAtWork = (state: RunState): boolean =>
    isHeldBy(state, claim) && state.status === 'open' && startedOperation(state)?.id === operation;
  // It went on, or ended, while this process stood still; and what kept it from beginning anew may be tidied up by now.
  const over = () =>
    new Fault(
      'connection-failed',
      `Carrying out ${operation} of ${run}`,
      'another process has it now, or it is over',
    );
  const assertAtWork = async (): Promise<void> => {
    const state = await readable(ledger, run);
    if (state !== null && !isAtWork(state)) throw over();
  };
  // A verification changes nothing, and no operation is under way while it asks.
  const reached = own.again === undefined ? connections : fenced(connections, assertAtWork);
  return contextOf(parts, plan, reached, secrets, {
    job: `${claim}.${operation}`,
    ...own,
    leave,
    remembered: async (step) => rememberedBy((await ledger.read(run)).state, step),
    async meet(host, spool, boot) {
      // Only before its very first launch there: what is found later is compared with what stood then.
      const anew = own.again === false && !metHere.has(host);
      metHere.add(host);
      if (anew && !(await isAlone())) throw over();
      const { standing } = await handle(ledger, run, [
        { type: 'MeetHost', host, spool, boot, anew, at: parts.clock.now() },
      ]);
      const { state } = standing;
      if (state.status !== 'open' || !isAtWork(state)) throw over();
      return state.hosts[host] ?? { spool, boot };
    },
    report({ session, bytes, tail, counted, ended }) {
      const now = parts.clock.now();
      const last = reported.get(session);
      const isSoon = last !== undefined && Date.parse(now) - last < PROGRESS_MS;
      if (leave.aborted || (isSoon && ended === undefined)) return;
      reported.set(session, Date.parse(now));
      // The job goes on: what it printed last may be the first half of a secret.
      const redacted = secrets.redactor.unfinished(tail.join('\n')).split('\n');
      parts.store.progress
        .report(run, {
          claim,
          operation,
          session,
          bytes,
          tail: redacted,
          counted,
          ended,
          startedAt,
          updatedAt: now,
        })
        .catch((error: unknown) => parts.log(`Noting the progress of ${run}`, error));
    },
  });
}

/** Null where the store cannot be read just now: that says nothing of the claim. */
async function readable(ledger: Ledger, run: RunId): Promise<RunState | null> {
  try {
    return (await ledger.read(run)).state;
  } catch (error) {
    if (error instanceof Fault && error.code === 'store-unusable') return null;
    throw error;
  }
}

/**
 * A signal that aborts when a person wants the jobs of this claim to end, or has taken the claim away from something
 * that has no effect of its own (a wait, a verification).
 */
export function cancelSignal(
  { parts, ledger }: Tools,
  { run, claim }: ClaimAtHand,
): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const look = async (): Promise<void> => {
    const { state } = await ledger.read(run);
    const cancelled =
      state.status !== 'open' ||
      state.phase.at !== 'running' ||
      state.phase.claim !== claim ||
      state.phase.cancelling;
    if (cancelled) controller.abort();
  };
  const looking = (): void => {
    look().catch((error: unknown) => parts.log(`Looking for a cancellation of ${run}`, error));
  };
  const unwatch = parts.store.watch(looking);
  looking();
  return { signal: controller.signal, [Symbol.dispose]: unwatch };
}
