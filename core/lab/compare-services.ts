import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Difference, difference } from './difference.ts';

const SERVERS = ['stored', 'imapd', 'popd', 'mshttpd', 'dispatcher', 'job_controller'];

/** Whether the servers of iPlanet run, with what they were told, and know these addresses. */
export function compareIplanet(
  root: string,
  { addresses, syncLevel }: { readonly addresses: readonly string[]; readonly syncLevel: string },
): Difference[] {
  const instance = join(root, textOf(join(root, 'etc/opt/iplanet/instance')).trim());
  const running = pidFilesOf(join(instance, 'config/pids'));
  const known = new Set(textOf(join(instance, 'imta/db/dirsync.ldif')).split('\n'));
  const level = textOf(join(instance, 'config/pids/stored.synclevel')).trim();
  return [
    ...SERVERS.filter((server) => !running.includes(server)).map((server) => `${server} does not run`),
    ...(level === syncLevel ? [] : [`stored runs with sync level ${level}`]),
    ...addresses
      .filter((address) => !known.has(`mail: ${address}`))
      .map((address) => `dirsync does not know ${address}`),
  ].map((what) => difference('service', what));
}

/** Whether SIMS does not run any more. */
export function compareStopped(root: string): Difference[] {
  return pidFilesOf(join(root, 'var/opt/SUNWmail/run')).map((server) =>
    difference('service', `${server} of SIMS runs`),
  );
}

/** A daemon that was stopped has none; those of a lab that ended keep theirs. */
const pidFilesOf = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.pid'))
        .map((name) => name.replace(/\.pid$/u, ''))
    : [];

const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
