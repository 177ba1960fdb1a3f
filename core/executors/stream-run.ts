import { Fault } from '../errors.ts';
import { faultSentence } from '../fault-sentence.ts';
import type { StreamEnd } from '../plan/operation.ts';
import type { InventoryHost } from '../plan/plan.ts';
import type { Localized } from '../runbook/localized.ts';
import type { Context } from './executor.ts';
import { abandonJob } from './job/cancel.ts';
import { chunkSums, wantedChunk } from './job/chunks.ts';
import { followJob, type JobEnd, type JobSpec } from './job/follow.ts';
import { pumpChunks } from './job/pump.ts';
import { type Met, meetHost } from './job/spool.ts';
import { pause } from './pause.ts';
import type { SessionReport } from './session-report.ts';
import type { JobOptions } from './ssh-job.ts';
import type { StreamSeen } from './stream-outcome.ts';

/** One end of a session, ready to be launched. */
export type Side = { readonly end: StreamEnd; readonly host: InventoryHost; readonly spec: JobSpec };

type Which = 'from' | 'to';
/** How long a source may go on that has nothing left to say to anybody. */
const GRACE_MS = 10_000;
const UNHEARD: Localized = { en: 'nothing was there to read', ja: '読み込むデータがありませんでした' };

/**
 * Both jobs of a session and what goes between them, watched from here. The source begins at once, the target when it has
 * something to read. If one ends badly, the other is ended as well.
 */
export class StreamRun {
  readonly #report: SessionReport;
  readonly #sides: Readonly<Record<Which, Side>>;
  readonly #context: Context;
  readonly #options: JobOptions;
  /** Aborted where one end makes the other pointless. */
  readonly #stops = { from: new AbortController(), to: new AbortController() };
  readonly #ends: Record<Which, JobEnd | null> = { from: null, to: null };
  readonly #done = new AbortController();
  readonly #leave: AbortSignal;
  #target: Promise<void> | null = null;
  readonly #nudges = { from: Promise.withResolvers<void>(), to: Promise.withResolvers<void>() };
  #change = Promise.withResolvers<void>();
  #stuck: string | null = null;
  /** Why the target did not begin. */
  #why = UNHEARD;

  constructor(
    { from, to }: { readonly from: Side; readonly to: Side },
    report: SessionReport,
    context: Context,
    options: JobOptions,
  ) {
    this.#report = report;
    this.#sides = { from, to };
    this.#context = context;
    this.#options = options;
    this.#leave = AbortSignal.any([
      this.#done.signal,
      ...(context.leave === undefined ? [] : [context.leave]),
    ]);
  }

  /** @throws Fault connection-failed when this process lets go, or where a host cannot be asked just now */
  async run(): Promise<StreamSeen> {
    try {
      await Promise.all([this.#follow('from'), this.#pump()]);
      if (this.#target === null && !(await this.#isUnbegun())) {
        // Looked for, and ended where it is; without an answer it is lost.
        this.#beginTarget();
        await this.#pump();
      }
      await this.#target;
      return await this.#seen();
    } finally {
      this.#done.abort();
    }
  }

  /** What is there of two jobs that were found ended. @throws Fault connection-failed */
  asEnded(from: JobEnd, to: JobEnd): Promise<StreamSeen> {
    this.#ends.from = from;
    this.#ends.to = to;
    return this.#seen();
  }

  async #follow(which: Which): Promise<void> {
    const { spec, end } = this.#sides[which];
    const context = this.#context;
    this.#ends[which] = await followJob(spec, {
      meet: async () => {
        const met = await this.#meet(which);
        return { ...met, journaled: await context.meet(end.host, met.spools[0] ?? '', met.boot) };
      },
      mayHaveBegun: context.again !== false,
      cancel: AbortSignal.any([context.cancel, this.#stops[which].signal]),
      leave: this.#leave,
      nudged: () => this.#nudges[which].promise,
      report: which === 'to' ? this.#report.grown : () => undefined,
    });
    if (which === 'to') this.#afterTarget();
    this.#change.resolve();
    this.#change = Promise.withResolvers<void>();
  }

  /** A source that nobody reads any more is ended; at once, unless the target has all it wanted. */
  #afterTarget(): void {
    if (this.#ends.from !== null) return;
    const end = this.#ends.to;
    const isContent = end?.kind === 'ended' && end.exits.at(-1) === 0;
    const stop = (): void => {
      if (this.#ends.from === null) this.#stops.from.abort();
    };
    if (isContent) void pause(this.#options.graceMs ?? GRACE_MS, this.#done.signal).then(stop);
    else stop();
  }

  #beginTarget(): void {
    if (this.#target !== null) return;
    this.#target = this.#follow('to');
    // It is waited for at the end; until then nobody listens.
    this.#target.catch(() => undefined);
  }

  #pump(): Promise<void> {
    const end = (which: Which) => ({
      name: this.#sides[which].spec.name,
      meet: () => this.#meet(which),
    });
    return pumpChunks({
      from: end('from'),
      to: end('to'),
      beginTarget: () => this.#beginTarget(),
      carried: this.#report.carried,
      sourceEnded: () => (this.#ends.from === null ? null : endedWell(this.#ends.from)),
      targetEnded: () => this.#ends.to !== null,
      inVain: () => this.#ends.from !== null && (this.#context.cancel.aborted || !endedWell(this.#ends.from)),
      unbegun: (error) => (this.#why = error instanceof Fault ? faultSentence(error) : error.said),
      change: () => this.#change.promise,
      stuck: (saw) => {
        this.#stuck ??= saw;
        this.#stops.from.abort();
      },
      nudge: (which) => {
        this.#nudges[which].resolve();
        this.#nudges[which] = Promise.withResolvers<void>();
      },
      unmarked: () => this.#stops.to.abort(),
      leave: this.#leave,
    });
  }

  async #meet(which: Which): Promise<Met> {
    const { end, host } = this.#sides[which];
    return meetHost(await this.#context.connections.host(end.host), host, this.#options.shell);
  }

  /** A process before us may have launched the target: only its place, taken, proves that nobody did or will. */
  async #isUnbegun(): Promise<boolean> {
    const { again, cancel } = this.#context;
    if (again === false) return true;
    // A person who wants the end need not wait for a host that does not answer.
    return !cancel.aborted && abandonJob(await this.#meet('to'), this.#sides.to.spec.name);
  }

  async #seen(): Promise<StreamSeen> {
    const { from, to } = this.#ends;
    if (from === null) throw new Error('the source was followed to its end');
    const asks = from.kind === 'ended' && to?.kind === 'ended';
    return {
      from,
      to: to ?? { kind: 'not-started', saw: this.#why },
      wasStopped: { from: this.#stops.from.signal.aborted, to: this.#stops.to.signal.aborted },
      stuck: this.#stuck,
      sums: asks ? await chunkSums(await this.#meet('from'), this.#sides.from.spec.name) : null,
      fed: asks ? (await wantedChunk(await this.#meet('to'), this.#sides.to.spec.name)).fed : 0,
    };
  }
}

/** The program, and what takes its output. */
export const endedWell = (end: JobEnd): boolean =>
  end.kind === 'ended' && end.why === null && end.exits.every((exit) => exit === 0);
