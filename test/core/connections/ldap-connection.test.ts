import { once } from 'node:events';
import net from 'node:net';

import { expect, test } from 'vitest';

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

/** A directory that lets everybody in and finds one entry, of this name. */
function answer(request: Uint8Array, name: string): Buffer {
  const [id, operation] = [request[4] ?? 0, request[5]];
  if (operation === BIND) return message(id, 0x61, ...SUCCESS);
  if (operation !== SEARCH) return Buffer.alloc(0);
  return Buffer.concat([message(id, 0x64, text(name), tlv(0x30)), message(id, 0x65, ...SUCCESS)]);
}

test('a name that is none is the directory’s mistake, and ends nobody but the search', async () => {
  const server = net.createServer((socket) =>
    socket.on('data', (data) => socket.write(answer(data, 'cn=a\\zz'))),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const directory = await openDirectory({
    address: { host: '127.0.0.1', port },
    tls: 'plain',
    ca: null,
    bindDn: 'cn=manager',
    password: 'swordfish',
  });
  await expect(directory.search('dc=siroe', 'sub', '(cn=a)')).rejects.toMatchObject({
    code: 'protocol-broken',
  });
  directory.close();
  server.close();
});
