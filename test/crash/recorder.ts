import { createServer, request } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A door before a Slack that writes down every request and answer. */
export type Recorder = AsyncDisposable & {
  readonly apiUrl: string;
  /** Everything that went through, bodies decoded. */
  heard(): string;
};

export async function recordSlack(apiUrl: string): Promise<Recorder> {
  const heard: string[] = [];
  const server = createServer((asked, answer) => {
    void (async () => {
      const body = await buffer(asked);
      heard.push(`${asked.url ?? ''}\n${decoded(body.toString())}`);
      const { hostname, port } = new URL(apiUrl);
      const far = request(
        { hostname, port, path: asked.url, method: asked.method, headers: asked.headers },
        (told) => {
          void (async () => {
            const bytes = await buffer(told);
            heard.push(bytes.toString());
            answer.writeHead(told.statusCode ?? 502, told.headers).end(bytes);
          })();
        },
      );
      far.once('error', () => answer.writeHead(502).end());
      far.end(body);
    })();
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const { port } = address;
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    heard: () => heard.join('\n'),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Forms carry their blocks as JSON inside percent encoding. */
const decoded = (body: string): string =>
  [...new URLSearchParams(body)].map(([name, value]) => `${name}=${value}`).join('\n');
