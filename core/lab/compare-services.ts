import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Difference, difference } from './difference.ts';

const INSTANCE = 'opt/iplanet/server5/msg-mail';
const SERVERS = ['stored', 'imapd', 'popd', 'mshttpd', 'dispatcher', 'job_controller'];

/** Whether the servers of iPlanet run and those of SIMS do not, with what they were told, and know these addresses. */
export function compareServices(root: string, addresses: readonly string[]): Difference[] {
  const instance = join(root, INSTANCE);
  const running = pidFilesOf(join(instance, 'config/pids'));
  const known = new Set(textOf(join(instance, 'imta/db/dirsync.ldif')).split('\n'));
  const level = textOf(join(instance, 'config/pids/stored.synclevel')).trim();
  return [
    ...SERVERS.filter((server) => !running.includes(server)).map((server) => `${server} does not run`),
    ...pidFilesOf(join(root, 'var/opt/SUNWmail/run')).map((server) => `${server} of SIMS runs`),
    ...(level === '-1' ? [] : [`stored runs with sync level ${level}`]),
    ...addresses
      .filter((address) => !known.has(`mail: ${address}`))
      .map((address) => `dirsync does not know ${address}`),
  ].map((what) => difference('service', what));
}

/** A daemon that was stopped has none; those of a lab that ended keep theirs. */
const pidFilesOf = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.pid'))
        .map((name) => name.replace(/\.pid$/u, ''))
    : [];

const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
