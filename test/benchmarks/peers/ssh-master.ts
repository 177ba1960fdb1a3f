import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { Sshd } from '#test/live/sshd.ts';

import type { Missing } from '../comparison.ts';
import { programOnPath, timed } from '../programs.ts';
import { clientConfig } from './client-config.ts';

/** OpenSSH's client over a connection that a ControlMaster holds: `ssh -S`. */
export type SshMaster = AsyncDisposable & {
  readonly name: string;
  /** Milliseconds of one command. */
  run(command: string): Promise<number>;
};

/** Opens a ControlMaster to a server and waits until it answers. */
export async function openSshMaster(server: Sshd): Promise<SshMaster | Missing> {
  const ssh = programOnPath('ssh');
  if (ssh === null) return { missing: 'ssh is not installed' };
  const config = clientConfig(server.folder, { peer: server });
  const socket = join(server.folder, 'master');
  const args = ['-F', config, '-S', socket];
  const master = spawn(ssh, [...args, '-M', '-N', 'peer'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise<void>((resolve) => master.once('exit', () => resolve()));
  const until = Date.now() + 10_000;
  while (!existsSync(socket)) {
    if (Date.now() > until || master.exitCode !== null) throw new Error('the ControlMaster did not come up');
    // oxlint-disable-next-line no-await-in-loop -- polls with a deadline
    await delay(10);
  }
  return {
    name: 'ssh -S',
    run: (command) => timed(ssh, [...args, 'peer', command]),
    async [Symbol.asyncDispose]() {
      master.kill('SIGTERM');
      await ended;
    },
  };
}
