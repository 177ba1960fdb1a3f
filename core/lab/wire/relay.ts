import { rmSync } from 'node:fs';
import { connect, createServer, type NetConnectOpts, type Server } from 'node:net';

/** A TCP port of the simulated host that leads to a Unix socket: the simulated directory's, or another host's. */
export type Relay = {
  readonly port: number;
  readonly socket: string;
  /** In 127/8. Another host has an address of its own here; the host itself is 127.0.0.1, the default. */
  readonly address?: string;
};

/** A port of this host that others reach by a Unix socket. */
export type Inbound = { readonly port: number; readonly socket: string };

/** A socket that nobody answers on closes the connection, as a stopped server would. */
export async function startRelay({ port, socket, address = '127.0.0.1' }: Relay): Promise<Server> {
  return listen({ port, host: address }, { path: socket });
}

export async function startInbound({ port, socket }: Inbound): Promise<Server> {
  rmSync(socket, { force: true });
  return listen({ path: socket }, { port, host: '127.0.0.1' });
}

async function listen(
  near: { port: number; host: string } | { path: string },
  far: NetConnectOpts,
): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, (here) => {
    const there = connect({ ...far, allowHalfOpen: true });
    const end = (): void => {
      here.destroy();
      there.destroy();
    };
    here.on('error', end);
    there.on('error', end);
    here.setNoDelay(true);
    here.pipe(there);
    there.pipe(here);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(near, resolve);
  });
  return server;
}
