import type { Engine, RunId } from '#core/index.ts';

/** Carries out in the background what simulated people ask for and approve, as a bot does. */
export class Crew implements AsyncDisposable {
  readonly #engine: Engine;
  #stop = new AbortController();
  #working: Promise<void>;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#working = this.#begin();
  }

  /** Waits for `doing`, but not for what will never come because the work broke. @throws what broke it */
  alongside<T>(doing: Promise<T>): Promise<T> {
    return Promise.race([doing, this.#working.then(() => doing)]);
  }

  /** Resolves once nothing is left in this run that can be done without a person: a probe has had its say. */
  async finish(run: RunId): Promise<void> {
    await this[Symbol.asyncDispose]();
    await this.#engine.work(new AbortController().signal, [run]);
    this.#stop = new AbortController();
    this.#working = this.#begin();
  }

  /** Lets go; jobs go on. @throws what broke the work */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#working;
  }

  #begin(): Promise<void> {
    const working = this.#engine.work(this.#stop.signal);
    // It is heard where somebody waits for it; until then it must not end the process.
    working.catch(() => undefined);
    return working;
  }
}
