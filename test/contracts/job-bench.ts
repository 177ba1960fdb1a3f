import type { Connections } from '#core/connections/connections.ts';
import { openConnections } from '#core/connections/index.ts';
import type { Context } from '#core/executors/executor.ts';
import { jobName } from '#core/executors/job/name.ts';
import type { JobOptions } from '#core/executors/ssh-job.ts';
import { sshExecutor } from '#core/executors/ssh.ts';
import type { PlannedSsh } from '#core/plan/operation.ts';
import type { FrozenInventory, InventoryHost } from '#core/plan/plan.ts';
import type { Outcome } from '#core/run/outcome.ts';

/** A host that the job suite can be run on. Everything else is done through SSH. */
export type JobHost = {
  readonly host: InventoryHost;
  /** Text of, or path to, the private key. */
  readonly identity: string;
  /** An account other than the login's, that the login can become; null where there is none. */
  readonly otherUser: string | null;
  /** A folder on a disk so small that it can be filled, or null. */
  readonly smallDisk: string | null;
  /** Cuts every connection; jobs go on. */
  cut(): void | Promise<void>;
  stop(): Promise<void>;
};

/** For the cases of one contract, while those of others run beside it. */
export const inTurn = { concurrent: false };

const HOST = 'mail';
let serial = 0;

/** One controller: its own connections, its own memory of what was kept and reported. */
export class JobBench implements AsyncDisposable {
  readonly kept: string[] = [];
  readonly reported: { session: string | null; bytes: number; tail: readonly string[] }[] = [];
  readonly connections: Connections;
  readonly inventory: FrozenInventory;
  readonly #options: JobOptions;

  constructor(jobHost: JobHost, options: JobOptions, host: Partial<InventoryHost> = {}) {
    this.#options = options;
    this.inventory = {
      lab: null,
      hosts: { [HOST]: { ...jobHost.host, ...host } },
      directories: {},
      secrets: {},
    };
    this.connections = openConnections(this.inventory, () => jobHost.identity);
  }

  /** A name that no other job has. */
  static job(): string {
    serial += 1;
    return `j${process.pid}x${serial}.do.1`;
  }

  get host(): InventoryHost {
    const host = this.inventory.hosts[HOST];
    if (host === undefined) throw new Error('no host');
    return host;
  }

  context(job: string, own: Partial<Context> = {}): Context {
    return {
      inventory: this.inventory,
      connections: this.connections,
      documents: { put: async () => '', get: async () => new Uint8Array() },
      secrets: new Map(),
      keep: async (bytes) => {
        this.kept.push(Buffer.from(bytes).toString('utf8'));
        return `kept-${this.kept.length}`;
      },
      redact: (text) => text,
      job,
      meet: async (_host, spool, boot) => ({ spool, boot }),
      report: (progress) => this.reported.push(progress),
      cancel: new AbortController().signal,
      again: false,
      ...own,
    };
  }

  operation(run: string | PlannedSsh['parts'], own: Partial<PlannedSsh> = {}): PlannedSsh {
    return {
      id: 'do.1',
      verb: 'ssh',
      note: null,
      command: null,
      host: HOST,
      as: null,
      parts: typeof run === 'string' ? [[run]] : run,
      stdin: null,
      expect: {},
      prompts: [],
      sessions: [],
      listPath: null,
      timeoutMinutes: 1,
      expectedMinutes: null,
      idempotent: false,
      cancel: 'term-then-kill',
      secretInArguments: false,
      ...own,
    };
  }

  carryOut(operation: PlannedSsh, job: string, own: Partial<Context> = {}): Promise<Outcome> {
    return sshExecutor(this.#options).carryOut(operation, this.context(job, own));
  }

  tidy(operation: PlannedSsh, job: string): Promise<void> {
    return sshExecutor(this.#options).tidy?.(operation, this.context(job)) ?? Promise.resolve();
  }

  /** Runs a command beside the jobs; its standard output. */
  async sh(command: string): Promise<string> {
    const connection = await this.connections.host(HOST);
    const result = await connection.exec(command);
    return Buffer.from(result.stdout).toString('utf8').trim();
  }

  /** Folder of a job on the host. */
  folder(job: string): string {
    return `${this.host.spool}/${jobName(job)}`;
  }

  /** Asks until the command prints something. */
  async until(command: string, isIt = (said: string): boolean => said !== ''): Promise<string> {
    const end = Date.now() + 20_000;
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- asks again until it is so
      const said = await this.sh(command).catch(() => '');
      if (isIt(said)) return said;
      if (Date.now() > end) throw new Error(`never became so: ${command}; last: ${said}`);
      // oxlint-disable-next-line no-await-in-loop -- see above
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.connections[Symbol.asyncDispose]();
  }
}
