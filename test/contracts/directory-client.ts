import { createServer, type Socket } from 'node:net';

import { expect, test } from 'vitest';

import type { DirectoryConnection } from '#core/connections/connections.ts';
import type { openDirectory } from '#core/connections/ldap-connection.ts';

const element = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, 0x82, content.length >> 8, content.length & 0xff]), content]);
};
const integer = (tag: number, value: number): Buffer => element(tag, Buffer.from([value >> 8, value & 0xff]));

type Answer = (id: number) => Buffer;
/** BindResponse, ModifyResponse: [APPLICATION 1] and [APPLICATION 7]. */
const result =
  (application: number, code: number, diagnostic: string): Answer =>
  (id) =>
    element(
      0x30,
      integer(0x02, id),
      element(application, integer(0x0a, code), element(0x04), element(0x04, Buffer.from(diagnostic))),
    );
const entry: Answer = (id) =>
  element(0x30, integer(0x02, id), element(0x64, element(0x04, Buffer.from('cn=one')), element(0x30)));

/** A server that says what it is told to, one answer a request; `null` says nothing. */
async function withScript(
  open: typeof openDirectory,
  answers: readonly (Answer | Buffer | null)[],
  work: (directory: DirectoryConnection) => Promise<void>,
): Promise<void> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    const left = [result(0x61, 0, ''), ...answers];
    socket.on('error', () => socket.destroy());
    // Requests are small: each comes in one piece, its number is the first integer in it.
    socket.on('data', (request) => {
      const id = request[request.indexOf(0x02) + 2] ?? 0;
      const answer = left.shift() ?? null;
      if (answer !== null) socket.write(typeof answer === 'function' ? answer(id) : answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  try {
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const directory = await open({
      address: { host: '127.0.0.1', port },
      tls: 'plain',
      ca: null,
      bindDn: 'cn=x',
      password: 'secret',
      timeoutMs: 300,
    });
    await work(directory);
    directory.close();
  } finally {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  }
}

const change = (directory: DirectoryConnection) =>
  directory.modify('cn=x', [{ operation: 'replace', attribute: 'sn', values: ['x'] }]);

/** What a client must get right against a directory that misbehaves. */
export function directoryClientContract(open: typeof openDirectory): void {
  test('a result code that nobody knows is a result like any other', () =>
    withScript(open, [result(0x67, 4096, 'odd')], async (directory) => {
      expect(await change(directory)).toEqual({
        kind: 'result',
        code: 4096,
        name: 'unknown',
        diagnostic: 'odd',
      });
    }));

  test('"other" (80) said by the directory is its answer, not a lost connection', () =>
    withScript(open, [result(0x67, 80, 'disk full')], async (directory) => {
      expect(await change(directory)).toEqual({
        kind: 'result',
        code: 80,
        name: 'other',
        diagnostic: 'disk full',
      });
    }));

  test('a directory that falls silent in the middle of a search gives no answer', () =>
    withScript(open, [entry], async (directory) => {
      const { entries, result: ended } = await directory.search('cn=one', 'sub', '(objectClass=*)');
      expect(entries.map(({ dn }) => dn)).toEqual(['cn=one']);
      expect(ended).toEqual({ kind: 'no-answer' });
    }));

  test('bytes that are no LDAP are no answer', () =>
    withScript(open, [Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')], async (directory) => {
      expect(await change(directory)).toEqual({ kind: 'no-answer' });
    }));
}
