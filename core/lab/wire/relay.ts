import { createServer, connect, type Server } from 'node:net';

/** A TCP port of the simulated host's own loopback that leads to a Unix socket, e.g. the simulated directory's. */
export type Relay = { readonly port: number; readonly socket: string };

/** Listens on 127.0.0.1. A socket that nobody answers on closes the connection, as a stopped server would. */
export async function startRelay(relay: Relay): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ path: relay.socket, allowHalfOpen: true });
    const end = (): void => {
      near.destroy();
      far.destroy();
    };
    near.on('error', end);
    far.on('error', end);
    near.setNoDelay(true);
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(relay.port, '127.0.0.1', resolve);
  });
  return server;
}
