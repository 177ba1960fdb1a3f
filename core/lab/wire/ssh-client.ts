import { connect } from 'node:net';

import ssh2, { type Client, type ClientChannel } from 'ssh2';

/** How a command ended: its status, its signal, or `none` if the channel closed without a word. */
export type Ended = { readonly stdout: string; readonly stderr: string; readonly end: number | string };
export type { Client as SshClient, ClientChannel as SshChannel } from 'ssh2';

/**
 * A bare login on a lab's host (its Unix socket) or on a server of a test, to look at the wire itself: nothing is pooled,
 * retried or interpreted as the product's connections do, and whoever answers is believed. Disposing it drops the
 * connection.
 */
export async function logIn(
  at: string | { readonly host: string; readonly port: number },
  privateKey: string,
  user: string,
): Promise<Client & Disposable> {
  const client = new ssh2.Client();
  await new Promise<void>((resolve, reject) => {
    client.once('ready', resolve);
    client.on('error', reject);
    client.connect({ sock: typeof at === 'string' ? connect(at) : connect(at), username: user, privateKey });
  });
  return Object.assign(client, { [Symbol.dispose]: () => void client.destroy() });
}

/** Starts a command; rejects with ssh2's own error, whose `reason` is the server's, if the session is refused. */
export function open(client: Client, command: string): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    client.exec(command, (error, channel) => (error ? reject(error) : resolve(channel)));
  });
}

/** Runs a command to its end. */
export function exec(client: Client, command: string, stdin = ''): Promise<Ended> {
  return new Promise((resolve, reject) => {
    // Not `ended(await open(…))`: a quick command's exit status may come in the same packet as the session itself.
    client.exec(command, (error, channel) => (error ? reject(error) : resolve(ended(channel, stdin))));
  });
}

/** Gives a command that was started its input, and waits until its channel is closed. */
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
