import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import ssh2, { type Client, type ClientChannel } from 'ssh2';

import { createHost, type Host } from '#core/lab/hosts/host.ts';
import { makeRoot } from '#core/lab/hosts/root.ts';
import { keepSshKey } from '#core/lab/wire/ssh-keys.ts';

/** How a command ended: its status, its signal, or `none` if the channel closed without a word. */
export type Ended = {
  readonly stdout: string;
  readonly stderr: string;
  readonly end: number | string;
};

/** A simulated host with nothing installed, in a temporary folder of its own. */
export type BareHost = AsyncDisposable & {
  readonly dir: string;
  readonly host: Host;
  /** A connection of its own, closed by `Symbol.dispose`. */
  login(user?: string): Promise<Client & Disposable>;
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
  mkdirSync(join(dir, 'directories'));
  const host = createHost({
    name: 'mail.siroe.com',
    dir: folder,
    run: join(dir, 'run'),
    directories: join(dir, 'directories'),
    services: { sshd, relays: [{ port: 389, socket: '/lab/directories/none.sock' }] },
  });
  const login = (as = 'root'): Promise<Client & Disposable> => logIn(host.socket, user.privateKey, as);
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

export async function logIn(socket: string, privateKey: string, user: string): Promise<Client & Disposable> {
  const client = new ssh2.Client();
  await new Promise<void>((resolve, reject) => {
    client.once('ready', resolve);
    client.on('error', reject);
    client.connect({ sock: connect(socket), username: user, privateKey });
  });
  return Object.assign(client, { [Symbol.dispose]: () => void client.destroy() });
}

export function open(client: Client, command: string): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    client.exec(command, (error, channel) => (error ? reject(error) : resolve(channel)));
  });
}

export async function exec(client: Client, command: string, stdin = ''): Promise<Ended> {
  return ended(await open(client, command), stdin);
}

export async function ended(channel: ClientChannel, stdin = ''): Promise<Ended> {
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  channel.on('data', (chunk: Buffer) => stdout.push(chunk));
  channel.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  let end: number | string = 'none';
  channel.once('exit', (status: number | null, signal?: string) => {
    end = status ?? signal ?? 'none';
  });
  channel.end(stdin);
  await new Promise((resolve) => channel.once('close', resolve));
  return { stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString(), end };
}

/** Asks again until it is so; the deadline is the machine's, not the product's. */
export async function eventually(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const until = Date.now() + 20_000;
  // oxlint-disable-next-line no-await-in-loop -- asking again is what this is for
  while (!(await holds())) {
    if (Date.now() > until) throw new Error(`never came: ${what}`);
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
