import { afterAll, beforeAll, describe } from 'vitest';

import { sweepSpool } from '#core/executors/job/sweep.ts';
import type { InventoryHost } from '#core/plan/plan.ts';

import { JobBench, type JobHost } from './job-bench.ts';
import { jobsInTrouble } from './jobs-in-trouble.ts';
import { jobsThatEnd } from './jobs-that-end.ts';
import { jobsWithPeople } from './jobs-with-people.ts';

let naps = 0;

/** A host with a controller, as the cases use it. */
export class JobScene {
  readonly shell: string;
  #jobHost: JobHost | null = null;
  #bench: JobBench | null = null;

  constructor(shell: string) {
    this.shell = shell;
  }

  get jobHost(): JobHost {
    if (this.#jobHost === null) throw new Error('not started');
    return this.#jobHost;
  }

  /** The controller that looks on. */
  get bench(): JobBench {
    if (this.#bench === null) throw new Error('not started');
    return this.#bench;
  }

  /** A folder on the host, beside the spool, that jobs may write to. */
  get files(): string {
    return `${this.jobHost.host.spool}-files`;
  }

  async start(start: () => Promise<JobHost>): Promise<void> {
    this.#jobHost = await start();
    this.#bench = this.fresh();
    await this.#bench.sh(`mkdir -p ${this.files}`);
  }

  async stop(): Promise<void> {
    await this.#bench?.[Symbol.asyncDispose]();
    await this.#jobHost?.stop();
  }

  /** Another controller, with connections of its own. */
  fresh(host: Partial<InventoryHost> = {}): JobBench {
    return new JobBench(this.jobHost, { shell: this.shell, graceMs: 300, promptIdleSeconds: 1 }, host);
  }

  /** A command that takes its time, told from all others by its arguments. */
  nap(): string {
    naps += 1;
    return `sleep 60.${process.pid}${String(naps).padStart(3, '0')}`;
  }

  /** Resolves once the job's command is about to begin. */
  alive(job: string): Promise<string> {
    return this.bench.until(`cat ${this.bench.folder(job)}/pid 2>/dev/null`);
  }

  /** Sweeps the host, with the claims of these jobs closed, and one that never was there. */
  sweep(jobs: readonly string[]): Promise<readonly string[]> {
    const { connections, host } = this.bench;
    const closed = ['unheard-of', ...jobs.map((job) => job.split('.')[0] ?? '')];
    return sweepSpool(connections, { name: 'mail', inventory: host, shell: this.shell }, closed);
  }

  /** Resolves once no process with these arguments lives. */
  gone(args: string): Promise<string> {
    const pattern = args.replace(/^./u, '[$&]');
    return this.bench.until(
      `ps -e -o s,args | grep -v '^Z' | grep -c '${pattern}'`,
      (count) => count === '0',
    );
  }
}

/**
 * What a detached job promises, on any host and under any shell of it. Most of the time is spent waiting, so the contracts
 * of one file run side by side, each on a host of its own; the cases of one contract run one after the other.
 */
export function jobContract(title: string, start: () => Promise<JobHost>, shell = '/bin/sh'): void {
  describe.concurrent(`a job, ${title}`, { timeout: 60_000 }, () => {
    const scene = new JobScene(shell);
    beforeAll(() => scene.start(start));
    afterAll(() => scene.stop());
    jobsThatEnd(scene);
    jobsWithPeople(scene);
    jobsInTrouble(scene);
  });
}
