import { connect, createServer, type Socket } from 'node:net';

/** A wire that a test can cut or freeze, on a free port of 127.0.0.1 in front of a server. */
export type Wire = {
  readonly port: number;
  /** Both ends see the connection close. */
  cut(): void;
  /** Nothing passes any more, and nobody is told. */
  freeze(): void;
  close(): Promise<void>;
};

export type Target = { readonly host: string; readonly port: number } | { readonly path: string };

export async function cuttable(target: Target): Promise<Wire> {
  const sockets = new Set<Socket>();
  let isFrozen = false;
  const server = createServer((near) => {
    const far = connect(target);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => void (isFrozen || to.write(chunk)));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cut,
    freeze: () => {
      isFrozen = true;
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      cut();
      await closed;
    },
  };
}
