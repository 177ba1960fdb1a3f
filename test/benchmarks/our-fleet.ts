import { randomBytes } from 'node:crypto';

import type { Connections } from '#core/connections/connections.ts';
import { openConnections } from '#core/connections/index.ts';
import { createRedactor, keepEvidence } from '#core/evidence/index.ts';
import type { Context } from '#core/executors/executor.ts';
import { createExecutors } from '#core/executors/index.ts';
import { openSqliteStore, type Store } from '#core/journal/index.ts';
import type { FrozenInventory, PlannedSsh } from '#core/plan/index.ts';
import { secretsFrom } from '#core/runner/index.ts';
import type { Sshd } from '#test/live/sshd.ts';

import { inventoryOf } from './inventory.ts';

/** `job`: carried out as a step is. `exec`: asked as a verification is. */
export type Way = 'job' | 'exec';
export type OurFleet = AsyncDisposable & {
  /** Milliseconds of one command on every host, connections included. */
  cold(way: Way): Promise<number>;
  /** The same over the connections that the last cold one opened. */
  warm(way: Way): Promise<number>;
};

/** Our connections and our `ssh` executor, hosts all at once, outputs kept as evidence; no journal. */
export function openOurFleet(servers: Readonly<Record<string, Sshd>>, command: string): OurFleet {
  const names = Object.keys(servers);
  const { frozen } = inventoryOf(
    Object.fromEntries(Object.entries(servers).map(([name, { host }]) => [name, host])),
  );
  const store = openSqliteStore(':memory:');
  const { ssh } = createExecutors();
  let connections: Connections | null = null;
  async function everywhere(way: Way, over: Connections): Promise<number> {
    const claim = randomBytes(5).toString('hex');
    const began = performance.now();
    const ends = await Promise.all(
      names.map(async (name) => {
        const operation = operationOn(name, command);
        const context = contextOf(frozen, over, store, `${claim}.do.1`);
        if (way === 'exec') return ssh.probe(operation, context);
        const outcome = await ssh.carryOut(operation, context);
        return { ...outcome, tidy: () => ssh.tidy?.(operation, context) };
      }),
    );
    const tookMs = performance.now() - began;
    const bad = ends.find(({ kind }) => kind !== 'succeeded' && kind !== 'satisfied');
    if (bad !== undefined) throw new Error(JSON.stringify(bad));
    await Promise.all(ends.map(async (end) => 'tidy' in end && end.tidy()));
    return tookMs;
  }
  return {
    async cold(way) {
      await connections?.[Symbol.asyncDispose]();
      connections = openConnections(frozen, secretsFrom(process.env));
      return everywhere(way, connections);
    },
    async warm(way) {
      if (connections === null) throw new Error('cold comes before warm');
      return everywhere(way, connections);
    },
    async [Symbol.asyncDispose]() {
      await connections?.[Symbol.asyncDispose]();
      await store.close();
    },
  };
}

const operationOn = (host: string, command: string): PlannedSsh => ({
  id: 'do.1',
  verb: 'ssh',
  note: null,
  command,
  host,
  as: null,
  parts: [[command]],
  stdin: null,
  expect: { exit: [0] },
  prompts: [],
  sessions: [],
  listPath: null,
  timeoutMinutes: 1,
  expectedMinutes: null,
  idempotent: true,
  cancel: 'term-then-kill',
  secretInArguments: false,
});

/** What an executor is given for one job, with nobody to tell and nothing to hide. */
export function contextOf(
  inventory: FrozenInventory,
  connections: Connections,
  store: Store,
  job: string,
): Context {
  const redactor = createRedactor([]);
  return {
    inventory,
    connections,
    documents: store.documents,
    secrets: new Map(),
    keep: (bytes) => keepEvidence(store.documents, redactor, bytes),
    redact: (text) => redactor.text(text),
    job,
    again: false,
    meet: async (_host, spool, boot) => ({ spool, boot }),
    report: () => undefined,
    cancel: new AbortController().signal,
  };
}
