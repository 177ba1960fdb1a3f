#!/lab/node
// rsh and ssh: run a command on another host. ssh ends with the command's status, or with 255 if the connection breaks;
// rsh ends with 0 whatever became of the command or the connection, once there was one.
import { connect } from 'node:net';
import { argv, exit, stderr, stdin, stdout } from 'node:process';

import { begin, die, name } from '../lib/program.ts';

const isSsh = name === 'ssh';
const PORT = isSsh ? 22 : 514;
/** Options that take a word; the others of these programs take none. */
const WITH_WORD = isSsh ? 'bcDEeFIiJLlmOopQRSWw' : 'l';
const FRAME = { in: 0, out: 1, errors: 2, exit: 3 } as const;
const HEAD = 5;

function readArguments(): { host: string; user: string; command: string; noInput: boolean } {
  const words = argv.slice(2);
  let user = 'root';
  let noInput = false;
  let host: string | undefined;
  while (words[0] !== undefined && host === undefined) {
    const word = words.shift() ?? '';
    if (word === '--' || !word.startsWith('-')) host = word === '--' ? words.shift() : word;
    else {
      const letter = word.charAt(1);
      const own = WITH_WORD.includes(letter) ? word.slice(2) || words.shift() : undefined;
      if (letter === 'l') user = own ?? user;
      if (letter === 'n') noInput = true;
    }
  }
  const [before = '', after] = (host ?? '').split('@');
  if (before === '' || words.length === 0) die(`usage: ${name} [-n] [-l user] host command`, isSsh ? 255 : 1);
  return {
    host: after ?? before,
    user: after === undefined ? user : before,
    // As the real ones do: the words become one line, which the other side's shell takes apart again.
    command: words.join(' '),
    noInput,
  };
}

const { host, user, command, noInput } = readArguments();
// Not under its own name: the SSH server has a folder of that name.
const fault = begin('remote-shell');
let connected = false;
let status: number | null = null;
let passed = 0;
let cut = false;
let pending: Buffer = Buffer.alloc(0);
const socket = connect({ host, port: PORT, allowHalfOpen: true });

function frame(payload: Uint8Array): Buffer {
  const head = Buffer.alloc(HEAD);
  head.writeUInt8(FRAME.in);
  head.writeUInt32BE(payload.length, 1);
  return Buffer.concat([head, payload]);
}

socket.once('connect', () => {
  const bytes = Buffer.from(command);
  socket.write(Buffer.concat([Buffer.from(`${user} ${String(bytes.length)}\n`), bytes]));
  if (noInput) socket.write(frame(Buffer.alloc(0)));
  else {
    stdin.on('data', (chunk: Buffer) => {
      if (socket.write(frame(chunk)) || stdin.isPaused()) return;
      stdin.pause();
      socket.once('drain', () => stdin.resume());
    });
    stdin.once('end', () => socket.write(frame(Buffer.alloc(0))));
  }
});
socket.on('data', (chunk: Buffer) => {
  connected = true;
  pending = Buffer.concat([pending, chunk]);
  while (pending.length >= HEAD && pending.length >= HEAD + pending.readUInt32BE(1)) {
    const until = HEAD + pending.readUInt32BE(1);
    take(pending.readUInt8(), pending.subarray(HEAD, until));
    pending = pending.subarray(until);
  }
});

function take(type: number, payload: Buffer): void {
  // What came behind the cut in the same chunk was never received.
  if (cut) return;
  if (type === FRAME.exit) status = payload.readUInt8();
  const to = type === FRAME.out ? stdout : stderr;
  if (type === FRAME.exit) return;
  passed += payload.length;
  const limit = fault?.kind === 'cut-after-bytes' ? fault.value : Number.POSITIVE_INFINITY;
  const isLast = passed >= limit;
  cut = isLast;
  const part = isLast ? payload.subarray(0, Math.max(0, payload.length - (passed - limit))) : payload;
  // A pipe may be full: what was read before the cut is still delivered.
  if (isLast) to.write(part, () => socket.destroy());
  else if (!to.write(part) && !socket.isPaused()) {
    socket.pause();
    to.once('drain', () => socket.resume());
  }
}

/** Ends once all that came has been passed on. */
function end(result: number): void {
  stdout.write('', () => stderr.write('', () => exit(result)));
}

const refused = (reason: string): never => die(`${host}: ${reason}`, isSsh ? 255 : 1);
socket.once('error', (error) => {
  if (!connected) refused(error.message);
});
socket.once('end', () => socket.end());
socket.once('close', () => {
  if (!connected) refused('Connection refused');
  if (status === null && isSsh) stderr.write(`Connection to ${host} closed by remote host.\n`);
  end(isSsh ? (status ?? 255) : 0);
});
