import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, closeSync } from 'node:fs';
import { Socket } from 'node:net';
import { basename } from 'node:path';
import type { Readable, Writable } from 'node:stream';

import { type Login, singleUser } from './passwd.ts';
import { Pipes } from './pipes.ts';

/** A command under a login, with our ends of its standard streams. */
export type LoginProcess = {
  readonly child: ChildProcess;
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
};

const pipes = new Pipes();

/** To be awaited before the first process is started. */
export async function prepareLoginProcesses(): Promise<void> {
  await pipes.fill();
}

/** Starts a command (or, for `null`, a shell that reads commands) as sshd does: login shell, own session, true pipes. */
export function startLoginProcess(
  command: string | null,
  login: Login,
  environment: Readonly<Record<string, string>>,
): LoginProcess {
  const words = command === null ? ['-s'] : ['-c', command];
  const [input, output, errors] = [pipes.take(), pipes.take(), pipes.take()];
  if (!input || !output || !errors) {
    const child = spawnAs(login, words, environment, ['pipe', 'pipe', 'pipe']);
    const { stdin, stdout, stderr } = child;
    if (!stdin || !stdout || !stderr) throw new Error('spawn gave no pipes');
    return { child, stdin, stdout, stderr };
  }
  const child = spawnAs(login, words, environment, [input.read, output.write, errors.write]);
  for (const descriptor of [input.read, output.write, errors.write]) closeSync(descriptor);
  return {
    child,
    stdin: new Socket({ fd: input.write, readable: false, writable: true }),
    stdout: new Socket({ fd: output.read, readable: true, writable: false }),
    stderr: new Socket({ fd: errors.read, readable: true, writable: false }),
  };
}

function spawnAs(
  login: Login,
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  stdio: ('pipe' | number)[],
): ChildProcess {
  const env = {
    ...environment,
    USER: login.name,
    LOGNAME: login.name,
    HOME: login.home,
    SHELL: login.shell,
    PATH: `/usr/local/bin:/usr/bin:/bin${login.uid === 0 ? ':/usr/sbin:/sbin' : ''}`,
    NODE_COMPILE_CACHE: '/lab/cache',
    SSH_CONNECTION: '127.0.0.1 65535 127.0.0.1 22',
  };
  // detached: a session and process group of its own, as sshd gives (pid = pgid = sid).
  const options = { cwd: homeOf(login), env, detached: true, stdio };
  if (login.uid === 0 || singleUser()) {
    return spawn(login.shell, words, { ...options, argv0: basename(login.shell) });
  }
  // setpriv execs, so the pid stays; unlike spawn's own uid it also sets the user's further groups.
  const become = [`--reuid=${login.uid}`, `--regid=${login.gid}`, '--init-groups', '--inh-caps=-all', '--'];
  return spawn('setpriv', [...become, login.shell, ...words], options);
}

function homeOf(login: Login): string {
  try {
    accessSync(login.home);
    return login.home;
  } catch {
    return '/';
  }
}
