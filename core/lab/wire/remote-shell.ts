import { rmSync } from 'node:fs';
// What in.rshd and sshd are to the other hosts: runs one command a connection, as root. Hosts of a lab trust each other.
import { createServer, type Socket } from 'node:net';

import { type LoginProcess, prepareLoginProcesses, startLoginProcess } from './login-process.ts';
import { findLogin } from './passwd.ts';

/**
 * A connection begins with a line `<user> <length>` and as many bytes of command. What follows goes both ways in frames of
 * a type byte, four bytes of length and the payload; the client's end of file is a frame of type IN without payload.
 */
const FRAME = { in: 0, out: 1, errors: 2, exit: 3 } as const;
const HEAD = 5;

/** Listens on a Unix socket. */
export async function startRemoteShell(path: string): Promise<void> {
  await prepareLoginProcesses();
  rmSync(path, { force: true });
  const server = createServer({ allowHalfOpen: true }, serve);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
}

function serve(socket: Socket): void {
  let pending: Buffer = Buffer.alloc(0);
  let running: LoginProcess | null = null;
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    if (running === null) {
      const asked = command(pending);
      if (asked === null) return;
      pending = asked.rest;
      const login = findLogin(asked.user);
      if (login === null) return socket.destroy();
      running = startLoginProcess(asked.command, login, {});
      answer(socket, running);
    }
    pending = feed(pending, running, socket);
  });
  const gone = (): void => {
    // As sshd: the pipes go, the processes stay and learn it when they write.
    for (const pipe of [running?.stdin, running?.stdout, running?.stderr]) pipe?.destroy();
  };
  socket.on('error', gone);
  socket.on('close', gone);
}

function command(bytes: Buffer): { user: string; command: string; rest: Buffer } | null {
  const end = bytes.indexOf(0x0a);
  if (end === -1) return null;
  const [user = '', length = ''] = bytes.toString('utf8', 0, end).split(' ');
  const until = end + 1 + Number(length);
  if (bytes.length < until) return null;
  return { user, command: bytes.toString('utf8', end + 1, until), rest: bytes.subarray(until) };
}

/** Passes complete frames on, and hands back what is left. */
function feed(bytes: Buffer, { stdin }: LoginProcess, socket: Socket): Buffer {
  let rest = bytes;
  while (rest.length >= HEAD && rest.length >= HEAD + rest.readUInt32BE(1)) {
    const until = HEAD + rest.readUInt32BE(1);
    if (until === HEAD) stdin.end();
    else if (!stdin.write(rest.subarray(HEAD, until)) && !socket.isPaused()) {
      socket.pause();
      stdin.once('drain', () => socket.resume());
    }
    rest = rest.subarray(until);
  }
  return rest;
}

function answer(socket: Socket, { child, stdin, stdout, stderr }: LoginProcess): void {
  const send = (type: number, payload: Buffer): boolean => {
    const head = Buffer.alloc(HEAD);
    head.writeUInt8(type);
    head.writeUInt32BE(payload.length, 1);
    return socket.writable && socket.write(Buffer.concat([head, payload]));
  };
  stdin.on('error', () => socket.resume());
  // The first sign of life: before it the other side takes the connection for refused.
  send(FRAME.out, Buffer.alloc(0));
  for (const [type, stream] of [
    [FRAME.out, stdout],
    [FRAME.errors, stderr],
  ] as const) {
    stream.on('data', (chunk: Buffer) => {
      if (send(type, chunk)) return;
      stream.pause();
      socket.once('drain', () => stream.resume());
    });
    stream.on('error', () => stream.destroy());
  }
  let left = 3;
  let status = 255;
  const done = (): void => {
    left -= 1;
    if (left > 0) return;
    send(FRAME.exit, Buffer.of(status));
    socket.end();
  };
  stdout.once('close', done);
  stderr.once('close', done);
  child.once('error', done);
  child.once('exit', (code) => {
    status = code ?? 255;
    done();
  });
}
