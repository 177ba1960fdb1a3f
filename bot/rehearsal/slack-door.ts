import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';

import { z } from 'zod';

import { mendPage } from './slack-page.ts';

/** What the local Slack does not know: user groups, and in which language people read. */
export type SlackGaps = {
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly locales: Readonly<Record<string, string>>;
};

export type SlackDoor = { readonly port: number; close(): Promise<void> };

/**
 * The loopback address of the local Slack. It passes everything on to the Unix socket behind which the real one sits,
 * WebSockets too, and answers itself where the local Slack has a gap.
 */
export async function openSlackDoor(socketPath: () => string, gaps: SlackGaps): Promise<SlackDoor> {
  const server = createServer((asked, answer) => {
    pass(asked, answer, socketPath(), gaps).catch(() => answer.writeHead(502).end());
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (asked, near: Socket, head) => {
    const far = connect(socketPath());
    const end = () => {
      near.destroy();
      far.destroy();
    };
    near.on('error', end);
    far.on('error', end);
    far.write(`${asked.method ?? 'GET'} ${asked.url ?? '/'} HTTP/1.1\r\n${headerLines(asked)}\r\n\r\n`);
    far.write(head);
    near.pipe(far);
    far.pipe(near);
  });
  const port = await listen(server);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(portOf(server.address())));
  });

const portOf = (address: AddressInfo | string | null): number =>
  address !== null && typeof address === 'object' ? address.port : 0;

function headerLines({ rawHeaders }: IncomingMessage): string {
  const lines: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`);
  return lines.join('\r\n');
}

async function pass(
  asked: IncomingMessage,
  answer: ServerResponse,
  socketPath: string,
  gaps: SlackGaps,
): Promise<void> {
  const body = await buffer(asked);
  const url = new URL(asked.url ?? '/', 'http://slack');
  const method = url.pathname.split('/').at(-1) ?? '';
  const values = new URLSearchParams(body.toString());
  if (method === 'usergroups.users.list') {
    const users = gaps.groups[values.get('usergroup') ?? ''];
    return json(answer, users === undefined ? { ok: false, error: 'no_such_subteam' } : { ok: true, users });
  }
  const far = await forward(asked, body, socketPath);
  if (url.pathname === '/' && asked.method === 'GET') {
    answer.writeHead(far.statusCode ?? 502, { 'content-type': 'text/html; charset=utf-8' });
    answer.end(mendPage((await buffer(far)).toString()));
    return;
  }
  if (method !== 'users.info') {
    answer.writeHead(far.statusCode ?? 502, far.headers);
    far.pipe(answer);
    return;
  }
  const told = userInfo.parse(JSON.parse((await buffer(far)).toString()));
  const { user } = told;
  const locale = user === undefined ? 'en-US' : (gaps.locales[user.id] ?? 'en-US');
  json(answer, user === undefined ? told : { ...told, user: { ...user, locale } });
}

const userInfo = z.looseObject({ user: z.looseObject({ id: z.string() }).optional() });

function json(answer: ServerResponse, value: unknown): void {
  answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

const forward = (asked: IncomingMessage, body: Buffer, socketPath: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const headers = { ...asked.headers, 'content-length': String(body.length) };
    delete headers['transfer-encoding'];
    // What we mend must come as text.
    delete headers['accept-encoding'];
    const far = request({ socketPath, path: asked.url, method: asked.method, headers }, resolve);
    far.once('error', reject);
    far.end(body);
  });
