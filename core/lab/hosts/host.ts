import { type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { Fault } from '../../errors.ts';
import type { Services } from '../wire/services.ts';
import { fillDisk, freeDisk } from './disk.ts';
import { namespacesRefused, startNamespaces } from './namespaces.ts';

const BOOT_TIMEOUT_MS = 30_000;

export type HostSpec = {
  readonly name: string;
  /** Folder with `root`, `state` and `tape`, as `makeRoot` leaves it. */
  readonly dir: string;
  /** Folder for the host's sockets; short, since a Unix socket's path ends at 107 bytes. */
  readonly run: string;
  /** Folder of the directories' sockets, which the host sees as /lab/directories. */
  readonly directories: string;
  /** Folder of what lies between hosts, which all of them see as /lab/network. */
  readonly network: string;
  readonly services: Services;
};

/** A simulated host. What is on its disk outlives power cuts; its processes do not. */
export interface Host {
  readonly name: string;
  /** Its root, as this machine sees it. */
  readonly root: string;
  /** /lab/state on the host: `runs/` (stand-ins count their runs there) and `faults/`. */
  readonly state: string;
  /** The Unix socket of its SSH server. */
  readonly socket: string;
  /** Its PID 1 as this machine numbers it; `null` without power. */
  readonly pid: number | null;
  /** Switches it on and waits for its SSH server and what starts at boot. Nothing if it is on. @throws Fault lab-unavailable */
  boot(): Promise<void>;
  /** Ends every process at once, as when the cord is pulled. */
  powerCut(): Promise<void>;
  /** Kills its SSH server: connections drop, jobs go on. */
  cutNetwork(): Promise<void>;
  restoreNetwork(): Promise<void>;
  /** No block is left in /var/tmp (where jobs live) until `freeDisk` or the next boot. */
  fillDisk(): Promise<void>;
  freeDisk(): Promise<void>;
  /** Switches it off for good. */
  close(): Promise<void>;
}

type Power = { readonly process: ChildProcess; readonly ended: Promise<unknown>; pid: number; ssh: boolean };

/** A host that is switched off. Once on, it restarts by itself when somebody on it calls `shutdown -r`. */
export function createHost(spec: HostSpec): Host {
  let power: Power | null = null;
  let restarted: Promise<void> = Promise.resolve();
  const waiting = new Set<() => void>();
  const changed = (): void => {
    for (const look of waiting) look();
  };
  const until = async (what: string, holds: () => boolean): Promise<void> => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = (): void => {
      if (holds()) resolve();
      else if (power === null) reject(new Error('no power'));
    };
    const timer = setTimeout(
      () => reject(new Error(`${what}: nothing after ${BOOT_TIMEOUT_MS} ms`)),
      BOOT_TIMEOUT_MS,
    );
    waiting.add(look);
    look();
    await promise.finally(() => {
      waiting.delete(look);
      clearTimeout(timer);
    });
  };
  const order = (line: string): void => {
    if (!power?.process.stdin?.write(`${line}\n`)) return;
  };

  const boot = async (): Promise<void> => {
    if (power) return;
    await writeFile(join(spec.dir, 'boot_id'), `${randomUUID()}\n`);
    await writeFile(join(spec.dir, 'console.log'), '');
    await mkdir(spec.run, { recursive: true, mode: 0o700 });
    const child = startNamespaces({ ...spec, services: JSON.stringify(spec.services) });
    const ended = once(child, 'exit').catch((error: unknown) => String(error));
    const current: Power = { process: child, ended, pid: 0, ssh: false };
    power = current;
    let booted = false;
    const gone = (): void => {
      if (power === current) power = null;
      changed();
    };
    child.once('exit', gone);
    child.once('error', gone);
    child.stdin?.on('error', () => {});
    if (child.stdout) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line.startsWith('pid ')) current.pid = Number(line.slice(4));
        if (line === 'booted') booted = true;
        if (line === 'ssh up' || line === 'ssh down') current.ssh = line === 'ssh up';
        if (line === 'restart' && power === current) restarted = restart();
        changed();
      });
    }
    await until('booting', () => booted && current.ssh).catch(async (error: unknown) => {
      child.kill('SIGKILL');
      const end = await ended;
      const log = (await readFile(join(spec.dir, 'console.log'), 'utf8')).trim();
      const saw = log.split('\n').at(-1) || (typeof end === 'string' ? end : String(error));
      throw namespacesRefused(spec.name, saw);
    });
  };
  const powerCut = async (): Promise<void> => {
    if (!power) return;
    const { process: child, ended, pid } = power;
    // Killing PID 1 is enough: the kernel kills the rest and lets it go only when all are gone.
    if (child.exitCode === null && child.signalCode === null) process.kill(pid, 'SIGKILL');
    await ended;
  };
  // A boot that fails leaves the host off, which whoever needs it sees.
  const restart = (): Promise<void> =>
    powerCut()
      .then(boot)
      .catch(() => {});
  return {
    name: spec.name,
    root: join(spec.dir, 'root'),
    state: join(spec.dir, 'state'),
    socket: join(spec.run, 'ssh.sock'),
    get pid() {
      return power ? power.pid : null;
    },
    boot: () => restarted.then(boot),
    powerCut: () => restarted.then(powerCut),
    async cutNetwork() {
      order('cut-network');
      await until('cutting the network', () => power?.ssh === false);
    },
    async restoreNetwork() {
      order('restore-network');
      await until('restoring the network', () => power?.ssh === true);
    },
    async fillDisk() {
      await fillDisk(needPower(spec.name, power));
    },
    async freeDisk() {
      await freeDisk(needPower(spec.name, power));
    },
    async close() {
      await restarted;
      await powerCut();
      await rm(join(spec.run, 'ssh.sock'), { force: true });
    },
  };
}

function needPower(name: string, power: Power | null): number {
  if (power) return power.pid;
  throw new Fault('lab-unavailable', `Reaching into the simulated host ${name}`, 'it has no power');
}
