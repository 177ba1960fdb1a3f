import { constants } from 'node:os';

import type { ServerChannel, Session } from 'ssh2';

import { type LoginProcess, startLoginProcess } from './login-process.ts';
import type { Login } from './passwd.ts';
import type { SshCut } from './ssh-server-faults.ts';

/** What a session asks of its connection. */
export type SessionHooks = {
  readonly fault: (command: string) => SshCut | null;
  readonly cut: () => void;
  /** The process was reaped and the channel is closed: only then the session no longer counts. */
  readonly ended: () => void;
};

/** One session channel: an environment (LANG and LC_*, as Debian's sshd accepts), then one command or a login shell. */
export function serveSession(session: Session, login: Login, hooks: SessionHooks): void {
  const environment: Record<string, string> = {};
  let running: LoginProcess | null = null;
  let used = false;
  session.on('env', (accept, _reject, { key, val }) => {
    if (/^(?:LANG|LC_[A-Z]+)$/u.test(key)) environment[key] = val;
    accept?.();
  });
  session.on('signal', (accept, reject, { name }) => {
    const child = running?.child;
    const number = Object.entries(constants.signals).find(([known]) => known === `SIG${name}`)?.[1];
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null || number === undefined)
      return reject?.();
    try {
      process.kill(-child.pid, number);
    } catch {
      return reject?.(); // it ended meanwhile, and we have not heard of it yet
    }
    accept?.();
  });
  const start = (command: string | null, accept: () => ServerChannel): void => {
    used = true;
    const cut = hooks.fault(command ?? '');
    if (cut === 'before-exec') return hooks.cut();
    running = startLoginProcess(command, login, environment);
    attach(accept(), running, cut, hooks);
  };
  session.on('exec', (accept, reject, { command }) => {
    if (used) return reject();
    start(command, accept);
  });
  session.on('shell', (accept, reject) => {
    if (used) return reject();
    start(null, accept);
  });
  session.on('close', () => {
    if (!used) hooks.ended();
  });
}

function attach(
  channel: ServerChannel,
  running: LoginProcess,
  cut: SshCut | null,
  hooks: SessionHooks,
): void {
  const { child, stdin, stdout, stderr } = running;
  let open = true;
  let reaped = false;
  const count = (): void => {
    if (!open && reaped) hooks.ended();
  };
  channel.on('error', () => {});
  channel.once('close', () => {
    open = false;
    // As sshd: the pipes go, the processes stay. Whoever writes to them learns it from SIGPIPE.
    for (const pipe of [stdin, stdout, stderr]) pipe.destroy();
    count();
  });
  // Where pipes ran out they are socket pairs, and input that nobody read makes an error of the end of the output.
  for (const output of [stdout, stderr]) output.on('error', () => output.destroy());
  stdout.pipe(channel, { end: false });
  stderr.pipe(channel.stderr, { end: false });
  pass(channel, running, cut, hooks);
  // The outputs end when nobody holds them any more: a daemon that kept them open keeps the channel open.
  let left = 3;
  const done = (): void => {
    left -= 1;
    if (left === 0 && open) channel.end();
  };
  stdout.once('close', done);
  stderr.once('close', done);
  child.once('error', () => {
    reaped = true;
    if (open) channel.exit(255);
    done();
    count();
  });
  child.once('exit', (code, signal) => {
    reaped = true;
    if (cut === 'before-exit') return hooks.cut();
    if (open && signal) channel.exit(signal.replace(/^SIG/u, ''), false, '');
    else if (open) channel.exit(code ?? 255);
    done();
    count();
  });
}

function pass(channel: ServerChannel, running: LoginProcess, cut: SshCut | null, hooks: SessionHooks): void {
  const { stdin } = running;
  // A command that does not read its input must not block the channel's window.
  stdin.on('error', () => channel.resume());
  if (cut === 'in-upload') {
    channel.once('data', (chunk: Buffer) => {
      stdin.end(chunk.subarray(0, chunk.length >> 1), () => hooks.cut());
    });
    return;
  }
  channel.pipe(stdin);
  if (cut === 'after-exec') stdin.once('finish', () => hooks.cut());
}
