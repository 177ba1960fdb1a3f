import { type EndingReason, endJob } from './cancel.ts';
import type { Found } from './look.ts';
import { readFrom, readTail } from './output.ts';
import type { Met } from './spool.ts';

export type Terms = {
  readonly name: string;
  readonly timeoutMs: number;
  readonly cancel: 'term-then-kill' | 'term-only';
  /** Between TERM and KILL. Default 10 s. */
  readonly graceMs?: number;
  /** Its whole output is of interest while it grows, not only the last lines. */
  readonly reads?: boolean;
};
/** `grown`: what came since the report before, where the whole output is read. */
export type Report = (bytes: number, tail: Uint8Array, grown: Uint8Array) => void;

const GRACE_MS = 10_000;

/** Stays with a living job: reports how far it is, and ends it when its time is over or a person wants it to end. */
export class Attendant {
  readonly #terms: Terms;
  readonly #cancel: AbortSignal;
  readonly #report: Report;
  #read = 0;
  readonly #began = performance.now();
  #ending: { readonly why: EndingReason; readonly at: number } | null = null;
  #size = -1;
  #orphaned = false;
  /** How much longer it runs than this process follows it, as the host said when it was first seen. */
  #leadMs: number | null = null;

  constructor(terms: Terms, cancel: AbortSignal, report: Report) {
    this.#terms = terms;
    this.#cancel = cancel;
    this.#report = report;
  }

  /** Why we told it to end, or null. */
  get why(): EndingReason | null {
    return this.#ending?.why ?? null;
  }

  /** It was seen alive without its wrapper: nobody will note how it ends. */
  get orphaned(): boolean {
    return this.#orphaned;
  }

  /** Until the time-out; Infinity once it was told to end. Negative: over. */
  get leftMs(): number {
    if (this.#ending !== null) return Infinity;
    return this.#began + this.#terms.timeoutMs - (this.#leadMs ?? 0) - performance.now();
  }

  /** How long its time-out is over, whether or not it was told to end; negative before that. */
  get overdueMs(): number {
    return this.#followedMs - this.#terms.timeoutMs;
  }

  /** @throws Fault connection-failed */
  async attend(met: Met, found: Found): Promise<void> {
    const { state } = found;
    if (state.kind !== 'alive') return;
    if (state.group !== null && state.wrapper === null && state.ending !== true) this.#orphaned = true;
    const size = found.out + found.err;
    if (size !== this.#size) {
      this.#size = size;
      const { name, reads } = this.#terms;
      const grown = reads === true ? await readFrom(met, name, 'out', this.#read) : new Uint8Array();
      const tail = await readTail(met, name, 'out', found.out);
      this.#read += grown.length;
      this.#report(size, tail, grown);
    }
    // Once: a clock that is set right while we watch would make hours of a minute.
    if (state.seconds !== null) this.#leadMs ??= Math.max(0, state.seconds * 1000 - this.#followedMs);
    const why = state.ending === true ? 'cancelled' : this.#whyEnd(found);
    if (why === null) return;
    if (this.#ending === null) {
      // What ended by itself a moment before has not been ended: its own exit counts.
      const isTold = await endJob(met, this.#terms.name, state, why, 'term');
      if (isTold) this.#ending = { why, at: performance.now() };
      return;
    }
    const patient = performance.now() - this.#ending.at < (this.#terms.graceMs ?? GRACE_MS);
    if (this.#terms.cancel === 'term-then-kill' && !patient)
      await endJob(met, this.#terms.name, state, why, 'kill');
  }

  get #followedMs(): number {
    return performance.now() - this.#began;
  }

  #whyEnd(found: Found): EndingReason | null {
    if (this.#ending !== null) return this.#ending.why;
    if (this.#cancel.aborted) return 'cancelled';
    if (found.unseen) return 'prompt-unseen';
    return this.leftMs < 0 ? 'timed-out' : null;
  }
}
