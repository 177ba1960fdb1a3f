import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const standIns = new URL('../../core/lab/stand-ins', import.meta.url).pathname;
const wire = new URL('../../core/lab/wire', import.meta.url).pathname;
const modules = new URL('../../node_modules', import.meta.url).pathname;

/** What a script printed, and how it ended. */
export type Printed = { readonly stdout: string; readonly stderr: string; readonly status: number | null };

/**
 * A root for stand-ins, without SSH or an init: every script gets namespaces of its own, and all that it started
 * ends with it. Files stay from script to script.
 */
export class PlainHost implements Disposable {
  readonly root = mkdtempSync(join(tmpdir(), 'watari-plain-host-'));

  constructor() {
    for (const path of [
      'usr',
      'etc',
      'opt',
      'var/tmp',
      'tmp',
      'dev/rmt',
      'proc',
      'lab/state/faults',
      'lab/node_modules',
    ])
      mkdirSync(join(this.root, path), { recursive: true });
    for (const path of ['lab/stand-ins', 'lab/wire', 'etc/alternatives'])
      mkdirSync(join(this.root, path), { recursive: true });
    for (const name of ['bin', 'sbin', 'lib', 'lib64']) symlinkSync(`usr/${name}`, join(this.root, name));
    for (const name of ['dev/null', 'dev/random', 'dev/urandom', 'lab/node'])
      writeFileSync(join(this.root, name), '');
    writeFileSync(join(this.root, 'lab/package.json'), '{ "type": "module" }\n');
    writeFileSync(join(this.root, 'etc/hosts'), '127.0.0.1 mail.siroe.com mail localhost\n');
  }

  /** Asks a stand-in to misbehave, as core/lab/stand-ins/README.md says. */
  fault(name: string, what: string): void {
    writeFileSync(join(this.root, 'lab/state/faults', name), `${what}\n`);
  }

  /** Runs a shell script inside. */
  run(script: string, stdin = ''): Promise<Printed> {
    const bind = (from: string, to: string): string => `mount --rbind '${from}' '${this.root}/${to}'`;
    // As a file, so that the script's own words do not show in a list of processes.
    writeFileSync(join(this.root, 'tmp/script'), script);
    const enter = [
      'set -e',
      'mount --make-rprivate /',
      bind('/usr', 'usr'),
      // Debian's awk is a link that leads through here.
      `test ! -d /etc/alternatives || ${bind('/etc/alternatives', 'etc/alternatives')}`,
      bind(process.execPath, 'lab/node'),
      bind(standIns, 'lab/stand-ins'),
      bind(wire, 'lab/wire'),
      bind(modules, 'lab/node_modules'),
      ...['null', 'random', 'urandom'].map((name) => bind(`/dev/${name}`, `dev/${name}`)),
      `mount -t proc proc '${this.root}/proc'`,
      'hostname mail.siroe.com',
      'ip link set lo up',
      `exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot '${this.root}' /bin/sh /tmp/script`,
    ];
    const args = [
      '--mount',
      '--net',
      '--uts',
      '--ipc',
      '--pid',
      '--fork',
      '--kill-child',
      'sh',
      '-c',
      enter.join('\n'),
    ];
    const child = spawn('unshare', args, { stdio: 'pipe' });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.stdin.on('error', () => child.stdin.destroy());
    child.stdin.end(stdin);
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (status) =>
        resolve({
          stdout: Buffer.concat(stdout).toString('utf8'),
          stderr: Buffer.concat(stderr).toString('utf8'),
          status,
        }),
      );
    });
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
