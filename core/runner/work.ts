import { Fault } from '../errors.ts';
import type { RunId } from '../run/question.ts';
import type { RunState } from '../run/state.ts';
import { dueIn } from './due.ts';
import { isUnreadable } from './ledger.ts';
import type { Clock } from './parts.ts';
import { Tail } from './tail.ts';
import type { Tools } from './tools.ts';
import { Wake } from './wake.ts';
import { Worker, isPresentFor, presenceName } from './worker.ts';

/** Leases hold for 10 s by the store's clock. */
const RENEW_MS = 3000;

/**
 * A bot's work: says that it is there, holds the lease of every open run of its target that it can get, and carries out
 * what is due, until `stop`. Jobs go on without it.
 */
export async function workAsBot(tools: Tools, stop: AbortSignal): Promise<void> {
  const { parts } = tools;
  const { leases, journal } = parts.store;
  const name = presenceName(parts.holder, parts.target);
  using wake = new Wake(parts.store, parts.clock);
  const worker = new Worker(tools, name, () => wake.ring());
  const tail = new Tail(journal);
  const isOurs = (state: RunState): boolean => state.status === 'open' && isPresentFor(name, state.target);
  const open = new Set<RunId>();
  const standing = reader(tools);
  /** Runs in which something happened and that were not looked at since. */
  const news = new Set<RunId>();
  const renewal = new Renewal(parts.clock);
  const round = async (): Promise<void> => {
    for (const run of await tail.changed()) news.add(run);
    for (const run of news) {
      const state = await standing(run);
      if (state !== null && isOurs(state)) open.add(run);
      else if (open.delete(run)) worker.dismiss(run);
    }
    const renews = renewal.isDue;
    if (renews) await leases.present(name);
    for (const run of open) {
      const isNews = news.has(run) && !worker.holds(run);
      if (renews || isNews) await worker.hold(run);
      if (!worker.holds(run)) continue;
      const state = await standing(run);
      if (state === null) {
        open.delete(run);
        worker.dismiss(run);
      } else if (worker.isDue(state)) worker.begin(run);
    }
    if (renews) renewal.done();
    news.clear();
  };
  const tried = patient(tools, round);
  try {
    while (!stop.aborted) {
      await tried();
      await wake.wait(RENEW_MS / 2, stop);
    }
  } finally {
    await worker.releaseAll();
    await leases.leave(name);
  }
}

/** When leases are to be renewed. A clock that was put back must not keep them waiting. */
class Renewal {
  readonly #clock: Clock;
  #doneAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isDue(): boolean {
    return Math.abs(Date.parse(this.#clock.now()) - this.#doneAt) >= RENEW_MS;
  }

  done(): void {
    this.#doneAt = Date.parse(this.#clock.now());
  }
}

/**
 * Tries a round, and lets it be where the store cannot be used just now (a full disk): a bot that ended would follow none
 * of its jobs once there is room again. Said once, until a round went well.
 */
function patient({ parts }: Tools, round: () => Promise<void>): () => Promise<void> {
  let isSaid = false;
  return async () => {
    try {
      await round();
      isSaid = false;
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'store-unusable') throw error;
      if (!isSaid) parts.log('Looking for what is to do', error);
      isSaid = true;
    }
  };
}

/** How a run stands; null, and a line in the log, where its journal cannot be read: the others go on without it. */
function reader({ parts, ledger }: Tools): (run: RunId) => Promise<RunState | null> {
  const said = new Set<RunId>();
  return async (run) => {
    try {
      const { state } = await ledger.read(run);
      said.delete(run);
      return state;
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      if (!said.has(run)) parts.log(`Leaving the run ${run} alone`, error);
      said.add(run);
      return null;
    }
  };
}

/**
 * A terminal's work: carries the named runs on while no bot is there for them, and ends once each needs a person or is
 * closed. While a bot is there, it only watches.
 */
export async function workOn(tools: Tools, stop: AbortSignal, runs: readonly RunId[]): Promise<void> {
  const { parts, ledger } = tools;
  using wake = new Wake(parts.store, parts.clock);
  const worker = new Worker(tools, parts.holder, () => wake.ring());
  const renewal = new Renewal(parts.clock);
  try {
    while (!stop.aborted) {
      const renews = renewal.isDue;
      if (renews) renewal.done();
      let left = 0;
      for (const run of runs) {
        const { state } = await ledger.read(run);
        if (!worker.isDue(state) || state.status !== 'open') continue;
        const bots = await parts.store.leases.others(parts.holder);
        const isWatching = bots.some((bot) => isPresentFor(bot, state.target));
        // Only the bot knows whether its probe has had its say: waiting for that could be waiting for ever.
        if (isWatching && !worker.holds(run) && dueIn(state) === 'settle') continue;
        left += 1;
        if (isWatching && !worker.holds(run)) continue;
        if ((renews || !worker.holds(run)) && !(await worker.hold(run))) continue;
        worker.begin(run);
      }
      if (left === 0 && !worker.isBusy) return;
      await wake.wait(RENEW_MS / 2, stop);
    }
  } finally {
    await worker.releaseAll();
  }
}
