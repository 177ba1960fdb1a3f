import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Sshd, startSshd } from '#test/live/sshd.ts';

/** That many sshd, each with its own port and host key; they end together. */
export type Servers = AsyncDisposable & {
  readonly byName: Readonly<Record<string, Sshd>>;
  /** For what their clients need; short, since a socket's path is. */
  readonly folder: string;
};

export async function startServers(count: number): Promise<Servers> {
  const byName: Record<string, Sshd> = {};
  const folder = mkdtempSync(join(tmpdir(), 'w-'));
  const stop = async () => {
    await Promise.all(Object.values(byName).map((server) => server.stop()));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    // One after the other: a port is only known to be free until somebody else asks for one.
    for (let index = 1; index <= count; index += 1)
      // oxlint-disable-next-line no-await-in-loop -- see above
      byName[`host${String(index).padStart(2, '0')}`] = await startSshd();
  } catch (error) {
    await stop();
    throw error;
  }
  return { byName, folder, [Symbol.asyncDispose]: stop };
}
