import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createHost, type Host } from '#core/lab/hosts/host.ts';
import { makeRoot } from '#core/lab/hosts/root.ts';
import { type Ended, exec, logIn, type SshClient } from '#core/lab/wire/ssh-client.ts';
import { keepSshKey } from '#core/lab/wire/ssh-keys.ts';

/** A simulated host with nothing installed, in a temporary folder of its own. */
export type BareHost = AsyncDisposable & {
  readonly dir: string;
  readonly host: Host;
  /** A connection of its own, closed by `Symbol.dispose`. */
  login(user?: string): Promise<SshClient & Disposable>;
  /** One command on a connection of its own. */
  run(command: string, user?: string): Promise<Ended>;
};

export async function bareHost(sshd: 'simulated' | 'openssh' = 'simulated'): Promise<BareHost> {
  const dir = mkdtempSync(join(tmpdir(), 'watari-host-'));
  const [user, hostKey] = [
    await keepSshKey(join(dir, 'keys'), 'lab'),
    await keepSshKey(join(dir, 'keys'), 'host'),
  ];
  const folder = join(dir, 'host');
  await makeRoot(
    folder,
    {
      name: 'mail.siroe.com',
      aliases: ['mail'],
      accounts: [{ name: 'mailsrv', uid: 500, home: '/home/mailsrv', shell: '/bin/sh' }],
      hostKey: hostKey.privateKey,
      authorizedKey: user.publicKey,
    },
    () => {},
  );
  for (const shared of ['directories', 'network']) mkdirSync(join(dir, shared));
  const host = createHost({
    name: 'mail.siroe.com',
    dir: folder,
    run: join(dir, 'run'),
    directories: join(dir, 'directories'),
    network: join(dir, 'network'),
    services: { sshd, relays: [{ port: 389, socket: '/lab/directories/none.sock' }] },
  });
  const login = (as = 'root'): Promise<SshClient & Disposable> => logIn(host.socket, user.privateKey, as);
  return {
    dir,
    host,
    login,
    run: async (command, as) => {
      using client = await login(as);
      return await exec(client, command);
    },
    [Symbol.asyncDispose]: async () => {
      await host.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Asks again until it is so; the deadline is the machine's, not the product's. */
export async function eventually(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const until = Date.now() + 45_000;
  // oxlint-disable-next-line no-await-in-loop -- asking again is what this is for
  while (!(await holds())) {
    if (Date.now() > until) throw new Error(`never came: ${what}`);
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
