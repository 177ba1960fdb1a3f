// The services of a simulated host, below its PID 1: relays to the directories, and the SSH server in a process of
// its own, so that the network can be cut while jobs and relays go on. Ends with the lab: end of file on standard input.
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { createInterface } from 'node:readline';

import { type Inbound, type Relay, startInbound, startRelay } from './relay.ts';
import { startRemoteShell } from './remote-shell.ts';

/** What the lab tells the host at boot, as one JSON argument. */
export type Services = {
  readonly sshd: 'simulated' | 'openssh';
  readonly relays: readonly Relay[];
  /** What other hosts can reach; nothing if the host is alone. */
  readonly inbound?: readonly Inbound[];
  /** The socket on which commands of other hosts are run. */
  readonly remoteShell?: string;
};

const SSH_PROGRAM = { simulated: '/lab/wire/ssh-server.ts', openssh: '/lab/wire/openssh.ts' } as const;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

type Told = { readonly up: () => void; readonly gone: (server: ChildProcess) => void };

/** Starts the SSH server; says `ssh up` once it listens and `ssh down` when it is gone. */
function startSsh(kind: Services['sshd'], told: Told): ChildProcess {
  const server = spawn(process.execPath, [SSH_PROGRAM[kind]], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  createInterface({ input: server.stdout }).on('line', (line) => {
    if (line !== 'listening') return;
    told.up();
    say('ssh up');
  });
  server.once('exit', () => {
    say('ssh down');
    told.gone(server);
  });
  return server;
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

/** As a Solaris host does it: what an installer left in /etc/rc3.d is started at every boot, in the order of names. */
function startAtBoot(): void {
  let names: string[] = [];
  try {
    names = readdirSync('/etc/rc3.d').filter((name) => name.startsWith('S'));
  } catch {
    return say('booted');
  }
  const start = (index: number): void => {
    const name = names[index];
    if (name === undefined) return say('booted');
    const script = spawn('/bin/sh', [`/etc/rc3.d/${name}`, 'start'], { stdio: 'ignore', detached: true });
    script.once('exit', () => start(index + 1));
  };
  names.sort();
  start(0);
}

if (import.meta.main) {
  const services: Services = JSON.parse(process.argv[2] ?? '');
  await Promise.all([
    ...services.relays.map(startRelay),
    ...(services.inbound ?? []).map(startInbound),
    ...(services.remoteShell === undefined ? [] : [startRemoteShell(services.remoteShell)]),
  ]);
  let isCut = false;
  let wasUp = false;
  const told: Told = {
    up: () => {
      wasUp = true;
    },
    // As an init does it, and with its pause. One that never came up is for whoever boots the host to see.
    gone: (server) => {
      if (!wasUp || isCut || services.sshd !== 'simulated') return;
      console.error(`the SSH server ended (${server.signalCode ?? server.exitCode}); it is started again`);
      setTimeout(() => {
        if (!isCut && hasEnded(ssh)) ssh = startSsh(services.sshd, told);
      }, 100);
    },
  };
  let ssh = startSsh(services.sshd, told);
  startAtBoot();
  // A host goes off by having its plug pulled: at its end nothing would be kept.
  flushCompileCache();
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    if (line === 'cut-network') {
      isCut = true;
      ssh.kill('SIGKILL');
    }
    if (line === 'restore-network') {
      isCut = false;
      if (hasEnded(ssh)) ssh = startSsh(services.sshd, told);
    }
  });
  // Only root may signal this process: `shutdown -r` asks whoever holds the power to cut it and give it back.
  process.on('SIGUSR2', () => say('restart'));
  // And this is what `shutdown` ends in: init goes when its services end well.
  process.on('SIGPWR', () => process.exit(0));
  lines.on('close', () => process.exit(0));
}
