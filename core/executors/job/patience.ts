const FIRST_MS = 50;
const AT_MOST_MS = 2000;

/** How long to wait between two looks: longer and longer, until somebody says that something is about to happen. */
export class Patience {
  readonly #nudged: (() => Promise<unknown>) | undefined;
  #ms = FIRST_MS;

  constructor(nudged: (() => Promise<unknown>) | undefined) {
    this.#nudged = nudged;
  }

  async wait(pause: (ms: number, unless?: Promise<unknown>) => Promise<void>): Promise<void> {
    let isNear = false;
    await pause(
      this.#ms,
      this.#nudged?.().then(() => (isNear = true)),
    );
    this.#ms = isNear ? FIRST_MS : Math.min(this.#ms * 1.5, AT_MOST_MS);
  }
}
