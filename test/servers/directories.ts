import type { ChildProcess } from 'node:child_process';

import type { DirectoryConnection } from '#core/connections/connections.ts';
import { openDirectory } from '#core/connections/ldap-connection.ts';
import { parseLdif } from '#core/directory/ldif.ts';
import { Fault } from '#core/errors.ts';

const DEADLINE_MS = 60_000;

/** Waits until the server answers and adds the entries, in turn; `before` sees each one first. */
export async function loadDirectory(options: {
  readonly ldif: string;
  readonly port: number;
  readonly bindDn: string;
  readonly password: string;
  readonly server: ChildProcess;
  readonly before?: (directory: DirectoryConnection, dn: string) => Promise<void>;
}): Promise<void> {
  const directory = await reachDirectory(options);
  try {
    for (const record of parseLdif(options.ldif)) {
      if (record.kind !== 'add') throw new Error(`${record.dn}: only content is loaded`);
      // In turn: parents first.
      // oxlint-disable-next-line no-await-in-loop
      await options.before?.(directory, record.dn);
      // oxlint-disable-next-line no-await-in-loop
      const result = await directory.add(record.dn, record.attributes);
      if (result.kind !== 'result' || result.code !== 0)
        throw new Error(`loading ${record.dn}: ${JSON.stringify(result)}`);
    }
  } finally {
    directory.close();
  }
}

/** Waits until the server answers to its manager. */
export async function reachDirectory({
  port,
  bindDn,
  password,
  server,
}: {
  port: number;
  bindDn: string;
  password: string;
  server: ChildProcess;
}): Promise<DirectoryConnection> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    try {
      // oxlint-disable-next-line no-await-in-loop
      return await openDirectory({
        address: { host: '127.0.0.1', port },
        tls: 'plain',
        ca: null,
        bindDn,
        password,
        timeoutMs: DEADLINE_MS,
      });
    } catch (error) {
      if (!(error instanceof Fault) || server.exitCode !== null || Date.now() > deadline) throw error;
      // oxlint-disable-next-line no-await-in-loop
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

export async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await gone;
}
