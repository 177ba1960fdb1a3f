import type { ExecOptions, ExecResult, HostConnection } from '#core/connections/connections.ts';
import { Fault } from '#core/errors.ts';
import type { Context } from '#core/executors/executor.ts';
import type { InventoryHost } from '#core/plan/plan.ts';

import { exampleHost } from './example-host.ts';

export type Answer = (command: string, options: ExecOptions) => ExecResult | Promise<ExecResult>;

/** What a command printed that ended well. */
export const printed = (stdout: string | Uint8Array): ExecResult => ({
  stdout: Buffer.from(stdout),
  stderr: new Uint8Array(),
  end: { kind: 'exit', status: 0 },
});
export const dropped = (): never => {
  throw new Fault('connection-failed', 'Running a command on mail', 'the connection dropped');
};

/** What an executor works with where `mail` is a host that says what the test wants it to say. */
export function contextWith(
  answer: Answer,
  own: Partial<Context> = {},
  host: Partial<InventoryHost> = {},
): Context {
  const connection: HostConnection = {
    host: 'mail',
    isOpen: true,
    exec: async (command, options = {}) => answer(command, options),
    reach: async () => 'unknown',
    close: () => undefined,
  };
  return {
    inventory: { lab: null, hosts: { mail: { ...exampleHost, ...host } }, directories: {}, secrets: {} },
    connections: {
      host: async () => connection,
      directory: () => Promise.reject(new Error('there is none')),
      [Symbol.asyncDispose]: async () => undefined,
    },
    documents: { put: async () => 'kept', get: async () => new Uint8Array() },
    secrets: new Map(),
    keep: async () => 'kept',
    redact: (text) => text,
    job: 'c1.do.1',
    meet: async (_host, spool, boot) => ({ spool, boot }),
    report: () => undefined,
    cancel: new AbortController().signal,
    again: false,
    ...own,
  };
}
