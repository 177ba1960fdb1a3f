import { type ChildProcess, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Fault } from '../../errors.ts';

const here = import.meta.dirname;
const CODE = dirname(here);

/** Where `import` of a wire program finds its packages: the folder that holds the one this process uses. */
function modulesFolder(): string {
  const entry = fileURLToPath(import.meta.resolve('ssh2'));
  return entry.slice(0, entry.lastIndexOf('/node_modules/') + '/node_modules'.length);
}

/** The words that start a process tree in namespaces of its own; it dies with whoever started it. */
export function namespaceCommand(root = process.getuid?.() === 0): readonly string[] {
  const user = root ? [] : ['--user', '--map-root-user'];
  return [
    'setpriv',
    '--pdeathsig=KILL',
    '--',
    'unshare',
    ...user,
    '--mount',
    '--pid',
    '--uts',
    '--ipc',
    '--net',
    '--fork',
    '--kill-child=KILL',
    '--',
    '/bin/sh',
    join(here, 'boot.sh'),
  ];
}

/** What `boot.sh` reads, in words of this machine. */
export type BootSettings = {
  readonly name: string;
  /** Folder with `root`, `state`, `tape` and `boot_id`. */
  readonly dir: string;
  readonly run: string;
  readonly directories: string;
  readonly network: string;
  /** JSON for `wire/services.ts`. */
  readonly services: string;
};

/** Starts the namespaces. Standard input is the host's lifeline: at its end the host ends. Errors go to `<dir>/console.log`. */
export function startNamespaces(settings: BootSettings): ChildProcess {
  const [program = '', ...words] = namespaceCommand();
  return spawn(program, words, {
    stdio: ['pipe', 'pipe', openSync(join(settings.dir, 'console.log'), 'a')],
    // A session of its own: Ctrl-C in the operator's terminal must reach the lab, which then closes its hosts.
    detached: true,
    env: {
      PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
      LAB_NAME: settings.name,
      LAB_HOST: settings.dir,
      LAB_RUN: settings.run,
      LAB_DIRECTORIES: settings.directories,
      LAB_NETWORK: settings.network,
      LAB_SERVICES: settings.services,
      LAB_NODE: process.execPath,
      LAB_CODE: CODE,
      LAB_MODULES: modulesFolder(),
      // What Node compiles for hosts is kept between labs where somebody names a folder for it; else each host keeps its own.
      LAB_CACHE: process.env['WATARI_LAB_CODE'] ?? '',
    },
  });
}

/** Says in one sentence why there is no host; the last lines of its console are the reason. */
export function namespacesRefused(name: string, saw: string): Fault {
  return new Fault(
    'lab-unavailable',
    `Starting the simulated host ${name}`,
    `this machine does not give the lab namespaces of its own (${saw}). ` +
      'The lab needs Linux with unshare and setpriv of util-linux, as root or with user namespaces allowed. ' +
      'Plans, checks and documentation work without it',
  );
}
