import { Fault } from '../../errors.ts';
import { faultSentence } from '../../fault-sentence.ts';
import type { Localized } from '../../runbook/localized.ts';
import { pause } from '../pause.ts';
import { cancelledBefore } from '../said.ts';
import { Attendant, type Report, type Terms } from './attend.ts';
import { type JobEnd, lost, type Outputs } from './job-end.ts';
import { type JobToLaunch, type Launched, launchJob } from './launch.ts';
import { Launches } from './launches.ts';
import { lookTogether } from './look-together.ts';
import type { JobState } from './look.ts';
import { completeOutput, readOutputs, type Stream } from './output.ts';
import { Patience } from './patience.ts';
import { SAW } from './saw.ts';
import { type Met, SpoolUnfit } from './spool.ts';

export type { JobEnd, Outputs } from './job-end.ts';

export type JobSpec = JobToLaunch &
  Terms & {
    /** Its script notes which prompts were seen. */
    readonly prompts: boolean;
    /** Outputs by whose words it is judged: of those, the middle counts as well. */
    readonly whole: readonly Stream[];
  };

/** What following a job needs of the world. */
export type Watch = {
  /**
   * Reaches the host anew if need be. `journaled`: spool and boot that were noted before anything was launched.
   * @throws Fault connection-failed @throws SpoolUnfit
   */
  meet(): Promise<Met & { readonly journaled: { readonly spool: string; readonly boot: string } }>;
  /** Unless this is false, nothing but the host itself can say that it never began. */
  readonly mayHaveBegun: boolean;
  readonly cancel: AbortSignal;
  /** This process lets go: the job goes on. */
  readonly leave: AbortSignal;
  readonly report: Report;
  /** Resolves when somebody knows that its end is near: the next look then comes soon. */
  readonly nudged?: () => Promise<unknown>;
};

const WATCH_EVERY_MS = 1000;
const KNOCK_FIRST_MS = 250;
const KNOCK_AT_MOST_MS = 15_000;
/** How long after its time-out a job on a host that does not answer is looked for. */
const PATIENCE_MS = 10 * 60_000;
/** One may be a connection that is just dropping. */
const SILENCES = 2;

/** Launches a job, or finds it again, and stays with it until it has ended or certainly cannot be found. */
export const followJob = (job: JobSpec, watch: Watch): Promise<JobEnd> => new Follower(job, watch).follow();

class Follower {
  readonly #job: JobSpec;
  readonly #watch: Watch;
  readonly #attendant: Attendant;
  readonly #wake: AbortSignal;
  #begun: boolean;
  /** The spool in which it is, if it is anywhere. */
  #spool: string | null = null;
  /** The boot in which it began, if it has begun. */
  #boot: string | null = null;
  readonly #patience: Patience;
  #knockMs = KNOCK_FIRST_MS;
  readonly #launches = new Launches();
  /** How often in a row the host took a command and did not answer. */
  #silences = 0;

  constructor(job: JobSpec, watch: Watch) {
    this.#job = job;
    this.#watch = watch;
    this.#begun = watch.mayHaveBegun;
    this.#wake = AbortSignal.any([watch.cancel, watch.leave]);
    this.#patience = new Patience(watch.nudged);
    this.#attendant = new Attendant(job, watch.cancel, watch.report);
  }

  async follow(): Promise<JobEnd> {
    let launching = true;
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- one thing after the other is what following means
      const round = await this.#round(launching);
      if (typeof round !== 'string') return round;
      launching = round === 'launch';
    }
  }

  async #round(launching: boolean): Promise<JobEnd | 'launch' | 'look'> {
    if (this.#watch.leave.aborted)
      throw new Fault('connection-failed', 'Following a job', 'this process lets go of it');
    if (this.#watch.cancel.aborted && !this.#begun) return { kind: 'not-started', saw: cancelledBefore };
    const met = await this.#reach();
    if (met === null) return launching ? 'launch' : 'look';
    if ('kind' in met) return met;
    try {
      // What is not there after a restart may have been there before it: launching would not find that out. Nor is
      // anything begun that a person wants to end.
      const launches = launching && !this.#restartedSince(met) && !this.#watch.cancel.aborted;
      return await (launches ? this.#launch(met) : this.#look(met));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      // One that dropped is opened anew; where it lives and nobody answers, that would not help.
      return met.connection.isOpen ? ((await this.#unanswered(faultSentence(error))) ?? 'look') : 'look';
    }
  }

  /** Null: not now. Once a launch was tried, only the host itself can say that nothing runs there. */
  async #reach(): Promise<Met | JobEnd | null> {
    try {
      const met = await this.#watch.meet();
      this.#knockMs = KNOCK_FIRST_MS;
      this.#spool ??= this.#begun ? met.journaled.spool : (met.spools[0] ?? null);
      if (this.#begun) this.#boot ??= met.journaled.boot;
      if (this.#spool !== null && met.spools.includes(this.#spool)) return met;
      return lost('spool-vanished', SAW.anotherSpool(met.root));
    } catch (error) {
      const unfit = error instanceof SpoolUnfit;
      if (!unfit && !(error instanceof Fault)) throw error;
      const saw = unfit ? error.said : faultSentence(error);
      if (!this.#begun) return { kind: 'not-started', saw };
      if (unfit) return lost('spool-vanished', saw);
      this.#silences = SILENCES;
      return this.#unanswered(saw);
    }
  }

  /** Null: it is worth asking again. */
  async #unanswered(saw: Localized): Promise<JobEnd | null> {
    this.#silences += 1;
    const gaveUp = this.#watch.cancel.aborted && this.#silences >= SILENCES;
    if (gaveUp || this.#attendant.overdueMs > PATIENCE_MS) return lost('no-answer', saw);
    await pause(this.#knockMs, this.#wake);
    this.#knockMs = Math.min(this.#knockMs * 2, KNOCK_AT_MOST_MS);
    return null;
  }

  async #launch(met: Met): Promise<JobEnd | 'look'> {
    this.#begun = true;
    this.#boot ??= met.boot;
    const launched = await this.#untilHeard(met, launchJob(met, this.#job));
    if (launched.kind === 'spool-gone') return lost('spool-vanished', SAW.spoolGone(met.root));
    this.#launches.note(launched);
    if (launched.kind !== 'done' || this.#job.prompts) return 'look';
    const { name } = this.#job;
    const { whole } = this.#job;
    const stdout = await completeOutput(met, name, 'out', launched.stdout, whole);
    const stderr = await completeOutput(met, name, 'err', launched.stderr, whole);
    const outputs = { stdout, stderr };
    return { kind: 'ended', exits: launched.exits, asked: 0, why: this.#attendant.why, outputs };
  }

  /** The launching session stays until the job is over; meanwhile the job is watched from beside. */
  async #untilHeard(met: Met, launching: Promise<Launched>): Promise<Launched> {
    let settled = false;
    const heard = launching
      .catch((error: unknown): Launched => {
        if (error instanceof Fault) return { kind: 'unheard' };
        throw error;
      })
      .finally(() => (settled = true));
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- a look a second until the channel speaks
      await this.#pause(WATCH_EVERY_MS, heard);
      if (settled || !met.connection.isOpen) return heard;
      if (this.#watch.leave.aborted || this.#silences >= SILENCES) return { kind: 'unheard' };
      // oxlint-disable-next-line no-await-in-loop -- see above
      await this.#watchOver(met);
    }
  }

  async #watchOver(met: Met): Promise<void> {
    try {
      const found = (await lookTogether(met, this.#job.name))?.get(this.#job.name);
      if (found !== undefined) await this.#attendant.attend(met, found);
      this.#silences = 0;
    } catch (error) {
      // If the connection dropped, the launching channel will say so.
      if (!(error instanceof Fault)) throw error;
      this.#silences += 1;
    }
  }

  async #look(met: Met): Promise<JobEnd | 'launch' | 'look'> {
    const jobs = await lookTogether(met, this.#job.name);
    const found = jobs?.get(this.#job.name);
    this.#silences = 0;
    if (found === undefined) return lost('spool-vanished', SAW.spoolGone(met.root));
    const { state } = found;
    // A power cut may take files with it that were not on the disk yet.
    const gone = state.kind === 'not-started' || state.kind === 'never-began';
    if (gone && this.#restartedSince(met)) return lost('host-restarted', SAW.gone);
    switch (state.kind) {
      case 'done': {
        const why = state.why ?? this.#attendant.why;
        return {
          kind: 'ended',
          exits: state.exits,
          asked: found.asked,
          why,
          outputs: await this.#outputs(met),
        };
      }
      case 'alive':
        await this.#attendant.attend(met, found);
        await this.#patience.wait((ms, unless) => this.#pause(ms, unless));
        return 'look';
      case 'not-started':
        return this.#launchAgain(met);
      case 'abandoned':
        return { kind: 'not-started', saw: SAW.abandoned };
      case 'never-began':
        return { kind: 'not-started', saw: SAW.neverBegan };
      case 'lost':
        return { ...this.#lost(state), outputs: await this.#outputs(met) };
    }
  }

  #restartedSince({ boot }: Met): boolean {
    return this.#begun && this.#boot !== null && this.#boot !== boot;
  }

  async #launchAgain(met: Met): Promise<JobEnd | 'launch' | 'look'> {
    const saw = this.#launches.whyNot(this.#watch.cancel);
    if (saw === null) return 'launch';
    return (await this.#launches.giveUp(met, this.#job.name)) ? { kind: 'not-started', saw } : 'look';
  }

  #lost({ reason }: Extract<JobState, { kind: 'lost' }>): Extract<JobEnd, { kind: 'lost' }> {
    if (reason === 'host-restarted') return lost(reason, SAW.restarted);
    if (this.#attendant.orphaned) return lost('exit-unknowable', SAW.orphaned);
    return lost(reason, SAW.vanished);
  }

  #outputs(met: Met): Promise<Outputs> {
    return readOutputs(met, this.#job.name, this.#job.whole);
  }

  /** In time for the time-out. */
  #pause(longestMs: number, unless?: Promise<unknown>): Promise<void> {
    const { leftMs } = this.#attendant;
    const ms = leftMs > 0 ? Math.min(longestMs, leftMs + 1) : longestMs;
    return pause(ms, this.#wake, unless);
  }
}
