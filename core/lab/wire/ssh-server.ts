// The simulated host's SSH server. It behaves as OpenSSH's sshd where Watari can tell the difference:
// public keys only, a session of its own per exec, ten sessions a connection, nothing killed when a channel closes.
import { timingSafeEqual } from 'node:crypto';
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { connect, createServer, type Socket } from 'node:net';

import ssh2, { type AuthContext, type Connection, type ParsedKey } from 'ssh2';

import { prepareLoginProcesses } from './login-process.ts';
import { findLogin, type Login } from './passwd.ts';
import { takeFault } from './ssh-server-faults.ts';
import { serveSession } from './ssh-server-session.ts';

const SOCKET = '/lab/run/ssh.sock';
const HOST_KEY = '/etc/ssh/ssh_host_ed25519_key';
const AUTHORIZED_KEYS = '/etc/ssh/authorized_keys';
/** OpenSSH's default of MaxSessions. */
const MAX_SESSIONS = 10;

function authorizedKeys(): readonly ParsedKey[] {
  const lines = readFileSync(AUTHORIZED_KEYS, 'utf8').split('\n');
  return lines
    .map((line) => ssh2.utils.parseKey(line))
    .filter((key): key is ParsedKey => !(key instanceof Error));
}

/** The login that this request proves, `asked` if it only asks whether the key would do, `null` if it is refused. */
function authenticate(context: AuthContext): Login | 'asked' | null {
  if (context.method !== 'publickey') return null;
  const offered = context.key.data;
  const key = authorizedKeys().find((known) => {
    const blob = known.getPublicSSH();
    return blob.length === offered.length && timingSafeEqual(blob, offered);
  });
  const login = findLogin(context.username);
  if (!key || !login) return null;
  if (!context.signature || !context.blob) return 'asked';
  // ssh2 answers a malformed signature with an Error, which its types do not say.
  const verified: unknown = key.verify(context.blob, context.signature, context.hashAlgo);
  return verified === true ? login : null;
}

function serve(client: Connection, socket: Socket): void {
  let login: Login | null = null;
  let sessions = 0;
  client.on('error', () => {});
  client.on('authentication', (context) => {
    const proven = authenticate(context);
    if (proven === null) return context.reject(['publickey']);
    if (proven !== 'asked') login = proven;
    context.accept();
  });
  client.on('session', (accept, reject) => {
    if (login === null || sessions >= MAX_SESSIONS) {
      reject();
      return;
    }
    sessions += 1;
    serveSession(accept(), login, {
      fault: takeFault,
      // The whole connection, as a router that dies: no channel close, no exit status.
      cut: () => socket.destroy(),
      ended: () => {
        sessions -= 1;
      },
    });
  });
  client.on('tcpip', (accept, reject, { destIP, destPort }) => {
    const target = connect({ host: destIP, port: destPort });
    target.once('error', () => reject());
    target.once('connect', () => {
      const channel = accept();
      channel.on('error', () => target.destroy());
      target.on('error', () => channel.destroy());
      channel.pipe(target);
      target.pipe(channel);
    });
  });
}

if (import.meta.main) {
  rmSync(SOCKET, { force: true });
  await prepareLoginProcesses();
  const hostKeys = [readFileSync(HOST_KEY)];
  // A server per connection: ssh2 does not tell a connection's socket, which a fault must cut without a goodbye.
  const server = createServer((socket) => {
    new ssh2.Server({ hostKeys, ident: 'lab' }, (client) => serve(client, socket)).injectSocket(socket);
  });
  server.listen(SOCKET, () => {
    // The folder outside is closed to others; a mode here would only differ between root and not.
    chmodSync(SOCKET, 0o600);
    // sshd serves each connection in a process of its own: what goes wrong in one is the end of that one alone.
    process.on('uncaughtException', (error) => console.error(error));
    process.stdout.write('listening\n');
    // Whoever cuts the network kills this process, and whoever cuts the power: at its end nothing would be kept.
    flushCompileCache();
  });
}
