import type { RunId } from '../run/question.ts';
import type { RunState } from '../run/state.ts';
import { isUnreadable } from './ledger.ts';
import { Tail } from './tail.ts';
import type { Tools } from './tools.ts';

/** Calls back with the runs in which something happened, and with those that run where only their progress changed. */
export function follow(tools: Tools, callback: (runs: readonly RunId[]) => void): () => void {
  const { parts, ledger } = tools;
  const tail = new Tail(parts.store.journal);
  const running = new Set<RunId>();
  let isLooking = false;
  let again = false;
  let isBehind = true;
  let stopped = false;

  /** Null where its journal cannot be read: whoever draws it is told so then. */
  async function standing(run: RunId): Promise<RunState | null> {
    try {
      return (await ledger.read(run)).state;
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      return null;
    }
  }

  async function look(): Promise<void> {
    const changed = await tail.changed();
    for (const run of changed) {
      const state = await standing(run);
      if (state?.status === 'open' && state.phase.at === 'running') running.add(run);
      else running.delete(run);
    }
    const concerned = changed.length > 0 ? changed : [...running];
    // What happened before anybody followed is no news.
    if (!isBehind && !stopped && concerned.length > 0) callback(concerned);
    isBehind = false;
  }

  /** One look at a time; what changed meanwhile is looked at once, afterwards. */
  async function looking(): Promise<void> {
    again = true;
    if (isLooking || stopped) return;
    isLooking = true;
    try {
      do {
        again = false;
        await look();
      } while (again);
    } catch (error) {
      parts.log('Following the journal', error);
    } finally {
      isLooking = false;
    }
  }

  void looking();
  const unwatch = parts.store.watch(() => void looking());
  return () => {
    stopped = true;
    unwatch();
  };
}
