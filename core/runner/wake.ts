import type { Store } from '../journal/store.ts';
import type { Clock } from './parts.ts';

/** Waits for whatever comes first: something changed, somebody rang, it is time, or it is over. */
export class Wake implements Disposable {
  readonly #clock: Clock;
  readonly #unwatch: () => void;
  #rung = false;
  #sleeping: AbortController | null = null;

  constructor(store: Store, clock: Clock) {
    this.#clock = clock;
    this.#unwatch = store.watch(() => this.ring());
  }

  ring(): void {
    this.#rung = true;
    this.#sleeping?.abort();
  }

  /** Returns at once if somebody rang since the last time. */
  async wait(ms: number, stop: AbortSignal): Promise<void> {
    if (!this.#rung && !stop.aborted) {
      const sleeping = new AbortController();
      this.#sleeping = sleeping;
      await this.#clock.sleep(ms, AbortSignal.any([sleeping.signal, stop]));
      this.#sleeping = null;
    }
    this.#rung = false;
  }

  [Symbol.dispose](): void {
    this.#unwatch();
  }
}
