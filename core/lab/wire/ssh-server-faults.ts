import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Where in an exec the connection is cut. `before-exec`: asked for, nothing started. `in-upload`: the first half of the
 * first piece of standard input was passed on. `after-exec`: started, and all of its standard input passed on.
 * `before-exit`: ended, its status never told.
 */
export const SSH_CUTS = ['before-exec', 'in-upload', 'after-exec', 'before-exit'] as const;
export type SshCut = (typeof SSH_CUTS)[number];

const FOLDER = '/lab/state/faults/ssh';

/**
 * Takes the fault planned for this command, if there is one. A fault is a file named `<cut>` or `<cut>.<anything>`; its
 * lines must all occur in the command (an empty file: any command). Each strikes once: the file is gone afterwards.
 */
export function takeFault(command: string, folder = FOLDER): SshCut | null {
  let names: string[];
  try {
    names = readdirSync(folder).toSorted();
  } catch {
    return null;
  }
  for (const name of names) {
    const cut = SSH_CUTS.find((known) => name === known || name.startsWith(`${known}.`));
    if (!cut) continue;
    const lines = readFileSync(join(folder, name), 'utf8').trim().split('\n');
    if (!lines.every((line) => command.includes(line))) continue;
    rmSync(join(folder, name), { force: true });
    return cut;
  }
  return null;
}
