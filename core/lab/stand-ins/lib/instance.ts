import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { calledAs, die } from './program.ts';

/** The server root that this program was installed under, and the one instance in it. */
export function findInstance(): { readonly serverRoot: string; readonly instance: string } {
  const at = calledAs.indexOf('/bin/msg/');
  const serverRoot = at === -1 ? dirname(dirname(calledAs)) : calledAs.slice(0, at);
  const found = existsSync(serverRoot)
    ? readdirSync(serverRoot).filter((name) => name.startsWith('msg-'))
    : [];
  const [instance] = found;
  if (instance === undefined) return die(`no instance of Messaging Server in ${serverRoot}`);
  return { serverRoot, instance: join(serverRoot, instance) };
}

/** The value of a configuration option; empty if it is not set. */
export function configured(instance: string, option: string): string {
  const file = join(instance, 'config/local.conf');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return lines.find((line) => line.startsWith(`${option} = `))?.slice(option.length + 3) ?? '';
}

/** A pid is believed only if its arguments name the daemon. */
export function isRunning(instance: string, daemon: string): boolean {
  try {
    const pid = readFileSync(join(instance, 'config/pids', `${daemon}.pid`), 'utf8').trim();
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`/${daemon}`);
  } catch {
    return false;
  }
}
