import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

import { fingerprintOf } from '#core/connections/index.ts';
import type { InventoryHost } from '#core/plan/plan.ts';

/** Debian's OpenSSH server on loopback, in a folder of its own. */
export type Sshd = {
  readonly folder: string;
  readonly host: InventoryHost;
  /** Cuts every connection as a broken network would: their sshd processes die, the jobs do not. */
  cut(): void;
  stop(): Promise<void>;
};

const key = (folder: string, name: string, type: string): string => {
  const file = join(folder, name);
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-f', file]);
  return file;
};

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Starts sshd and waits until it answers. `settings` are further lines of sshd_config. */
export async function startSshd(settings: readonly string[] = []): Promise<Sshd> {
  const folder = mkdtempSync(join(process.env['WATARI_TEST_DISK'] ?? tmpdir(), 'watari-sshd-'));
  mkdirSync('/run/sshd', { recursive: true });
  const hostKey = key(folder, 'host', 'ed25519');
  const userKey = key(folder, 'user', 'ed25519');
  const port = await freePort();
  const config = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${hostKey}`,
    `PidFile ${join(folder, 'pid')}`,
    `AuthorizedKeysFile ${userKey}.pub`,
    'StrictModes no',
    'UsePAM no',
    'PermitRootLogin yes',
    'PermitUserEnvironment no',
    // Root's .bashrc may be slow; a shell that believes to be nested does not read it.
    'SetEnv SHLVL=2',
    ...settings,
  ];
  writeFileSync(join(folder, 'sshd_config'), `${config.join('\n')}\n`);
  const daemon = spawn('/usr/sbin/sshd', [
    '-D',
    '-f',
    join(folder, 'sshd_config'),
    '-E',
    join(folder, 'log'),
  ]);
  const ended = new Promise<void>((resolve) => daemon.once('exit', () => resolve()));
  await answers(port);
  const blob = Buffer.from(readFileSync(`${hostKey}.pub`, 'utf8').split(' ')[1] ?? '', 'base64');
  return {
    folder,
    host: {
      address: { host: '127.0.0.1', port },
      user: userInfo().username,
      identity: { from: 'file', path: userKey },
      fingerprints: [`${fingerprintOf(blob)} ssh-ed25519`],
      spool: join(folder, 'spool'),
      path: [],
      encoding: 'utf-8',
      legacyAlgorithms: false,
      become: 'su',
    },
    cut: () => {
      for (const pid of childrenOf(daemon.pid ?? 0)) kill(pid);
    },
    stop: async () => {
      for (const pid of childrenOf(daemon.pid ?? 0)) kill(pid);
      daemon.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}

/** Direct children; sshd's own per-connection processes. */
const childrenOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);

async function answers(port: number): Promise<void> {
  const until = Date.now() + 10_000;
  while (Date.now() < until) {
    const socket = net.connect(port, '127.0.0.1');
    const greeted = await new Promise<boolean>((resolve) => {
      socket.once('data', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    if (greeted) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('sshd does not answer');
}
