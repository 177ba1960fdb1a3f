import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Connections } from '#core/connections/connections.ts';
import { openConnections } from '#core/connections/index.ts';
import type { Context } from '#core/executors/executor.ts';
import type { JobOptions } from '#core/executors/ssh-job.ts';
import { streamExecutor } from '#core/executors/stream.ts';
import type { PlannedStream } from '#core/plan/operation.ts';
import type { FrozenInventory, InventoryHost } from '#core/plan/plan.ts';
import type { Outcome } from '#core/run/outcome.ts';

/** One of the two hosts of a stream, on this machine: its files can be read from here. */
export type StreamHost = {
  readonly host: InventoryHost;
  readonly identity: string;
  readonly folder: string;
  /** A folder on a disk so small that it can be filled, or null. */
  readonly smallDisk: string | null;
};
/** What is different of a host. */
type Own = { readonly old?: Partial<InventoryHost>; readonly new?: Partial<InventoryHost> };

export const MB = 1024 * 1024;
let serial = 0;

/** One controller of streams from `old` to `new`: its own connections, its own memory of what was kept and reported. */
export class StreamBench implements AsyncDisposable {
  readonly kept: string[] = [];
  readonly reported: Parameters<Context['report']>[0][] = [];
  readonly connections: Connections;
  readonly #inventory: FrozenInventory;
  readonly #options: JobOptions;
  readonly #folder: string;
  /** Called with each report, as it comes. */
  onReport: (bytes: number) => void = () => undefined;

  constructor(old: StreamHost, fresh: StreamHost, options: JobOptions, own: Own = {}) {
    this.#options = options;
    this.#folder = fresh.folder;
    this.#inventory = {
      lab: null,
      hosts: { old: { ...old.host, ...own.old }, new: { ...fresh.host, ...own.new } },
      directories: {},
      secrets: {},
    };
    const keys = [old, fresh];
    this.connections = openConnections(this.#inventory, (reference) => {
      const found = keys.find(({ identity }) => reference.from === 'file' && reference.path === identity);
      if (found === undefined) throw new Error('an unknown key');
      return found.identity;
    });
  }

  /** A name that no other job has. */
  static job(): string {
    serial += 1;
    return `s${process.pid}x${serial}.do.1`;
  }

  /** A stream of two shell commands. */
  operation(from: string, to: string, own: Partial<PlannedStream> = {}): PlannedStream {
    return {
      id: 'do.1',
      verb: 'stream',
      note: null,
      command: `old: ${from} | new: ${to}`,
      from: { host: 'old', as: null, parts: [[from]] },
      to: { host: 'new', as: null, parts: [[to]] },
      sessions: [],
      listPath: null,
      timeoutMinutes: 5,
      expectedMinutes: null,
      cancel: 'term-then-kill',
      secretInArguments: false,
      ...own,
    };
  }

  context(job: string, own: Partial<Context> = {}): Context {
    return {
      inventory: this.#inventory,
      connections: this.connections,
      documents: { put: async () => '', get: async () => new Uint8Array() },
      secrets: new Map(),
      keep: async (bytes) => {
        this.kept.push(Buffer.from(bytes).toString('latin1'));
        return `kept-${this.kept.length}`;
      },
      redact: (text) => text,
      job,
      meet: async (_host, spool, boot) => ({ spool, boot }),
      report: (progress) => {
        this.reported.push(progress);
        this.onReport(progress.bytes);
      },
      cancel: new AbortController().signal,
      again: false,
      ...own,
    };
  }

  carryOut(operation: PlannedStream, job: string, own: Partial<Context> = {}): Promise<Outcome> {
    return streamExecutor(this.#options).carryOut(operation, this.context(job, own));
  }

  lookBack(operation: PlannedStream, job: string) {
    return streamExecutor(this.#options).lookBack?.(operation, this.context(job, { again: true }));
  }

  preview(operation: PlannedStream) {
    return streamExecutor(this.#options).preview(operation, this.context('p'));
  }

  tidy(operation: PlannedStream, job: string): Promise<void> {
    return streamExecutor(this.#options).tidy?.(operation, this.context(job)) ?? Promise.resolve();
  }

  /** A path on either host. */
  path(name: string): string {
    return join(this.#folder, name);
  }

  /** A file of so many bytes that are always the same, and no two blocks alike. */
  make(name: string, bytes: number): string {
    const blocks: Buffer[] = [];
    for (let made = 0, seed = 0; made < bytes; made += 32, seed += 1)
      blocks.push(createHash('sha256').update(`${name} ${seed}`).digest());
    writeFileSync(this.path(name), Buffer.concat(blocks).subarray(0, bytes));
    return this.path(name);
  }

  text(name: string): string {
    return existsSync(this.path(name)) ? readFileSync(this.path(name), 'utf8') : '';
  }

  /** Waits until a file of the test is so. */
  async until(what: string, isSo: () => boolean): Promise<void> {
    const end = Date.now() + 20_000;
    while (!isSo()) {
      if (Date.now() > end) throw new Error(`never became so: ${what}`);
      // oxlint-disable-next-line no-await-in-loop -- asks again until it is so
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.connections[Symbol.asyncDispose]();
  }
}

/** Bytes of every file below a job's folder. */
export function leftIn(spool: string, job: string): readonly string[] {
  const folders = readdirSync(spool).filter((name) => name.startsWith(job));
  return folders.flatMap((folder) =>
    readdirSync(join(spool, folder)).filter((name) => statSync(join(spool, folder, name)).isFile()),
  );
}
