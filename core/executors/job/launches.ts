import type { Localized } from '../../runbook/localized.ts';
import { cancelledBefore } from '../said.ts';
import { abandonJob } from './cancel.ts';
import type { Launched } from './launch.ts';
import { SAW } from './saw.ts';
import type { Met } from './spool.ts';

const LAUNCHES_UNHEARD = 3;

/** What became of the launches of one job so far. */
export class Launches {
  #unheard = 0;
  #cut: string | null = null;
  #hasTried = false;

  note(launched: Launched): void {
    if (launched.kind === 'cut') this.#cut = launched.saw;
    if (launched.kind === 'unheard') this.#unheard += 1;
  }

  /** What speaks against one more launch of a job that has not begun; null: nothing does. */
  whyNot(cancel: AbortSignal): Localized | null {
    if (this.#cut !== null) return SAW.cut(this.#cut);
    if (cancel.aborted) return cancelledBefore;
    return this.#unheard >= LAUNCHES_UNHEARD ? SAW.unheard : null;
  }

  /**
   * Takes the job's place, since a launch that nobody heard of may still be on its way. False: it has begun by now, look
   * again. A full disk may not take even that, so it is tried once. @throws Fault connection-failed
   */
  async giveUp(met: Met, name: string): Promise<boolean> {
    if (this.#hasTried) return true;
    const isTaken = await abandonJob(met, name);
    // Not before the host has answered: what it was never asked may still begin.
    this.#hasTried = true;
    return isTaken;
  }
}
