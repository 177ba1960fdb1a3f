import { once } from 'node:events';
import net from 'node:net';

import { expect, test } from 'vitest';

import { openConnections } from '#core/connections/index.ts';
import { openDirectory } from '#core/connections/ldap-connection.ts';

const tlv = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, body.length]), body]);
};
const text = (value: string): Buffer => tlv(0x04, Buffer.from(value));
const message = (id: number, tag: number, ...parts: readonly Uint8Array[]): Buffer =>
  tlv(0x30, tlv(0x02, Buffer.from([id])), tlv(tag, ...parts));
const SUCCESS = [tlv(0x0a, Buffer.from([0])), text(''), text('')];
const BIND = 0x60;
const SEARCH = 0x63;

const UNAVAILABLE_CRITICAL_EXTENSION = [tlv(0x0a, Buffer.from([12])), text(''), text('')];
/** A paged search, and that it must be refused where it is not known. */
const CRITICAL = Buffer.concat([Buffer.from('1.2.840.113556.1.4.319'), Buffer.from([1, 1, 0xff])]);

/** A directory of before RFC 2696 that lets everybody in and finds one entry, of this name. */
function answer(request: Uint8Array, name: string): Buffer {
  const [id, operation] = [request[4] ?? 0, request[5]];
  if (operation === BIND) return message(id, 0x61, ...SUCCESS);
  if (operation !== SEARCH) return Buffer.alloc(0);
  if (Buffer.from(request).includes(CRITICAL)) return message(id, 0x65, ...UNAVAILABLE_CRITICAL_EXTENSION);
  return Buffer.concat([message(id, 0x64, text(name), tlv(0x30)), message(id, 0x65, ...SUCCESS)]);
}

/** A directory of one entry, of this name, on a port of its own. */
async function serve(name: string) {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.on('data', (data) => socket.write(answer(data, name)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return {
    directory: { address: { host: '127.0.0.1', port }, tls: 'plain', ca: null } as const,
    sockets,
    [Symbol.dispose]: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
const login = { bindDn: 'cn=manager', password: 'swordfish' };

test('a name that is none is the directory’s mistake, and ends nobody but the search', async () => {
  using served = await serve('cn=a\\zz');
  const directory = await openDirectory({ ...served.directory, ...login });
  await expect(directory.search('dc=siroe', 'sub', '(cn=a)')).rejects.toMatchObject({
    code: 'protocol-broken',
  });
  directory.close();
});

test('a directory that knows no pages gives all entries at once', async () => {
  using served = await serve('cn=a');
  const directory = await openDirectory({ ...served.directory, ...login });
  const { entries, result } = await directory.search('dc=siroe', 'sub', '(cn=a)', [], 500);
  expect(result).toMatchObject({ code: 0 });
  expect(entries.map(({ dn }) => dn)).toEqual(['cn=a']);
  directory.close();
});

test('a connection says once that it is gone, however often it is closed', async () => {
  using served = await serve('cn=a');
  let gone = 0;
  const directory = await openDirectory({ ...served.directory, ...login, onGone: () => (gone += 1) });
  directory.close();
  directory.close();
  expect(gone).toBe(1);
});

test('a connection that the directory ends is gone', async () => {
  using served = await serve('cn=a');
  const gone = Promise.withResolvers<void>();
  await openDirectory({ ...served.directory, ...login, onGone: () => gone.resolve() });
  for (const socket of served.sockets) socket.destroy();
  await expect(gone.promise).resolves.toBeUndefined();
});

test('a connection that is opened while all of them are closed does not stay', async () => {
  using served = await serve('cn=a');
  const inventory = { lab: null, hosts: {}, directories: { mail: served.directory }, secrets: {} };
  const pool = openConnections(inventory, () => '');
  const opening = pool.directory('mail', login.bindDn, login.password);
  await pool[Symbol.asyncDispose]();
  const directory = await opening;
  await expect(directory.search('dc=siroe', 'sub', '(cn=a)')).rejects.toMatchObject({
    code: 'connection-failed',
  });
});
