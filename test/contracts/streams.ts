import { afterAll, beforeAll, describe } from 'vitest';

import type { InventoryHost } from '#core/plan/plan.ts';

import { StreamBench, type StreamHost } from './stream-bench.ts';
import { streamsInTrouble } from './streams-in-trouble.ts';
import { streamsThatArrive } from './streams-that-arrive.ts';

/** Two hosts that cannot reach each other, and what may happen to them. */
export type StreamHosts = {
  readonly old: StreamHost;
  readonly fresh: StreamHost;
  /** Cuts every connection of one of them; jobs go on. */
  cut(which: 'old' | 'new'): void | Promise<void>;
  stop(): Promise<void>;
};

/** Two hosts with a controller, as the cases use them. */
export class StreamScene {
  readonly #shell: string;
  #hosts: StreamHosts | null = null;
  #bench: StreamBench | null = null;

  constructor(shell: string) {
    this.#shell = shell;
  }

  get hosts(): StreamHosts {
    if (this.#hosts === null) throw new Error('not started');
    return this.#hosts;
  }

  get bench(): StreamBench {
    if (this.#bench === null) throw new Error('not started');
    return this.#bench;
  }

  async start(start: () => Promise<StreamHosts>): Promise<void> {
    this.#hosts = await start();
    this.#bench = this.fresh();
  }

  async stop(): Promise<void> {
    await this.#bench?.[Symbol.asyncDispose]();
    await this.#hosts?.stop();
  }

  /** Another controller, with connections of its own. */
  fresh(which: 'old' | 'new' = 'new', own: Partial<InventoryHost> = {}): StreamBench {
    const { old, fresh } = this.hosts;
    return new StreamBench(old, fresh, { shell: this.#shell, graceMs: 300 }, { [which]: own });
  }
}

/** What a stream between two hosts holds to, whoever serves them. */
export function streamContract(name: string, start: () => Promise<StreamHosts>, shell = '/bin/sh'): void {
  describe(`a stream ${name}`, () => {
    const on = new StreamScene(shell);
    beforeAll(() => on.start(start));
    afterAll(() => on.stop());
    streamsThatArrive(on);
    streamsInTrouble(on);
  });
}
