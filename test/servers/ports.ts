import { createServer } from 'node:net';

/** A port of 127.0.0.1 that was free a moment ago, for servers that cannot bind 0 themselves. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('a listening server has no port')),
      );
    });
  });
}
