import { Fault } from '../errors.ts';
import type { FrozenPlan, Target } from '../run/events.ts';
import { lostKey } from '../run/facts.ts';
import type { RunId } from '../run/question.ts';
import type { RunState } from '../run/state.ts';
import { carryOut, settleByProbe } from './carry-out.ts';
import { claimApproved } from './claim.ts';
import { dueIn } from './due.ts';
import { isUnreadable, type Ledger } from './ledger.ts';
import { tidyBehind } from './tidy-behind.ts';
import type { Tools } from './tools.ts';

/** After our own machinery broke in a run, it is left alone for so long. */
const BREATHER_MS = 2000;
/** A process that lacks a secret leaves a run to others for so long. */
const REST_MS = 15_000;
/** Connections stay open so long for what is tidied up in the background. */
const TIDY_MS = 5000;

/** The name under which a process is present: a bot of the site says nothing about a lab's runs. */
export const presenceName = (holder: string, target: Target): string =>
  `${holder} @${target.kind === 'site' ? 'site' : `lab:${target.name}`}`;
export const isPresentFor = (name: string, target: Target): boolean =>
  name.endsWith(presenceName('', target));

/** Carries runs on that this process holds the lease of, each in a task of its own. */
export class Worker {
  readonly #tools: Tools;
  readonly #holder: string;
  readonly #ring: () => void;
  readonly #tasks = new Map<RunId, Promise<void>>();
  readonly #held = new Map<RunId, AbortController>();
  readonly #leaving = new Set<Promise<void>>();
  /** Lost outcomes whose probe proved nothing: a person's turn. */
  readonly #probed = new Set<string>();
  /** Runs for which this process lacks a secret, for a while. */
  readonly #resting = new Set<RunId>();
  readonly #over = new AbortController();
  #bug: { readonly error: unknown } | null = null;

  constructor(tools: Tools, holder: string, ring: () => void) {
    this.#tools = tools;
    this.#holder = holder;
    this.#ring = ring;
  }

  get isBusy(): boolean {
    return this.#tasks.size > 0;
  }

  /** Whether there is something to do without a person. */
  isDue(state: RunState): boolean {
    const due = dueIn(state);
    if (due !== 'settle' || state.status !== 'open') return due !== null;
    return !this.#probed.has(lostKey(state) ?? '');
  }

  /** Takes the lease, or keeps it. False if another process has it; then this one lets go. */
  async hold(run: RunId): Promise<boolean> {
    if (this.#resting.has(run)) return false;
    const isMine = await this.#isMine(run);
    if (isMine && !this.#held.has(run)) {
      this.#held.set(run, new AbortController());
      this.#tidyBehind(run);
    }
    return isMine;
  }

  /**
   * Takes the lease, or keeps it. Where somebody else may have had it meanwhile (this process stood still, or its machine
   * slept), what was under way here is let go: they may have begun what it knows nothing of.
   */
  async #isMine(run: RunId): Promise<boolean> {
    const lease = await this.#tools.parts.store.leases.take(run, this.#holder);
    if (lease !== 'kept') this.#letGo(run);
    return lease !== null;
  }

  /** Whoever had the run before may have died before it tidied up. Nobody waits for that. */
  #tidyBehind(run: RunId): void {
    const { parts, background } = this.#tools;
    const tidying = tidyBehind(this.#tools, run).catch((error: unknown) =>
      parts.log(`Tidying up in ${run}`, error),
    );
    background.add(tidying);
    void tidying.finally(() => background.delete(tidying));
  }

  holds(run: RunId): boolean {
    return this.#held.has(run);
  }

  /** Begins to carry the run on, unless this is under way. @throws what a task of before threw and was no Fault */
  begin(run: RunId): void {
    if (this.#bug !== null) throw this.#bug.error;
    const leave = this.#held.get(run)?.signal;
    if (leave === undefined || leave.aborted || this.#tasks.has(run)) return;
    const task = this.#advance(run, leave)
      .catch((error: unknown) => this.#broke(run, error, leave))
      .finally(() => {
        this.#tasks.delete(run);
        this.#ring();
      });
    this.#tasks.set(run, task);
  }

  /** Lets go of the run and gives the lease back. */
  async release(run: RunId): Promise<void> {
    this.#letGo(run);
    await this.#tasks.get(run);
    const { parts, workbench, background, ledger } = this.#tools;
    // The last moment that anybody connects to its hosts for it.
    if (await isClosed(ledger, run)) this.#tidyBehind(run);
    const tidied = new AbortController();
    await Promise.race([Promise.allSettled(background), parts.clock.sleep(TIDY_MS, tidied.signal)]);
    // A timer that nobody waits for any more would keep the process alive.
    tidied.abort();
    await workbench.close(run);
    await parts.store.leases.release(run, this.#holder);
  }

  /** The same for a run that is closed, while the others are carried on: it takes a while, and leases run out. */
  dismiss(run: RunId): void {
    const leaving = this.release(run)
      .catch((error: unknown) => this.#broke(run, error, AbortSignal.abort()))
      .finally(() => this.#leaving.delete(leaving));
    this.#leaving.add(leaving);
  }

  async releaseAll(): Promise<void> {
    this.#over.abort();
    await Promise.all([...this.#held.keys()].map((run) => this.release(run)));
    await Promise.all(this.#leaving);
    // Runs whose lease went to somebody else may still be on their way out.
    await Promise.all(this.#tasks.values());
  }

  #letGo(run: RunId): void {
    this.#held.get(run)?.abort();
    this.#held.delete(run);
  }

  async #broke(run: RunId, error: unknown, leave: AbortSignal): Promise<void> {
    if (!(error instanceof Fault)) {
      this.#bug ??= { error };
      return;
    }
    this.#tools.parts.log(`Carrying on the run ${run}`, error);
    if (error.code !== 'secret-unavailable') await this.#tools.parts.clock.sleep(BREATHER_MS, leave);
    else await this.#leaveToOthers(run).catch((failed: unknown) => this.#broke(run, failed, leave));
  }

  /** Another process may have the secret that this one lacks, and could do nothing while this one keeps the lease. */
  async #leaveToOthers(run: RunId): Promise<void> {
    const { clock, store } = this.#tools.parts;
    this.#letGo(run);
    this.#resting.add(run);
    void clock.sleep(REST_MS, this.#over.signal).then(() => this.#resting.delete(run));
    await store.leases.release(run, this.#holder);
  }

  async #advance(run: RunId, leave: AbortSignal): Promise<void> {
    const { ledger, plans } = this.#tools;
    const isAlone = async () => (await this.#isMine(run)) && !leave.aborted;
    while (!leave.aborted) {
      const { state } = await ledger.read(run);
      if (state.status !== 'open' || !this.isDue(state)) return;
      const plan = await plans.of(state);
      assertReach(state.plan, state.target, plan.inventory.lab);
      const { phase } = state;
      if (phase.at === 'running') {
        await carryOut(this.#tools, { run, claim: phase.claim, plan, leave, isAlone });
        await this.#forgetProgress(run);
      } else if (phase.at === 'lost') {
        const settled = await settleByProbe(
          this.#tools,
          { run, claim: phase.claim, plan, leave, isAlone },
          state,
        );
        if (!settled) this.#probed.add(lostKey(state) ?? '');
      } else {
        // Whoever carried out the step before may have died before it forgot.
        await this.#forgetProgress(run);
        await claimApproved(this.#tools, state, plan, leave);
      }
    }
  }

  /** What a step that went well had printed is no longer of interest; of one that stopped, it is. */
  async #forgetProgress(run: RunId): Promise<void> {
    const { ledger, parts } = this.#tools;
    const { state } = await ledger.read(run);
    if (state.status === 'not-started') return;
    const isOver = state.phase.at === 'idle';
    const { progress } = parts.store;
    if (isOver && (await progress.of(run)).length > 0) await progress.clear(run);
  }
}

/** A run that nobody can read is not known to be closed. */
async function isClosed(ledger: Ledger, run: RunId): Promise<boolean> {
  try {
    return (await ledger.read(run)).state.status !== 'open';
  } catch (error) {
    if (isUnreadable(error)) return false;
    throw error;
  }
}

/** A lab run cannot reach a site host, nor the other way round. */
function assertReach(plan: FrozenPlan, target: Target, lab: string | null): void {
  const reaches = target.kind === 'lab' ? target.name : null;
  if (reaches === lab) return;
  throw new Fault(
    'journal-corrupt',
    `Carrying out ${plan.runbook}`,
    `the run is for ${reaches ?? 'the site'}, its inventory for ${lab ?? 'the site'}`,
  );
}
