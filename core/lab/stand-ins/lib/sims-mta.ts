import { existsSync, readFileSync } from 'node:fs';

import { Queue } from './mta/queue.ts';
import { RecipientCache } from './mta/recipients.ts';

export const SIMS_MTA = '/var/opt/SUNWmail/imta';
const DIRSYNC = '/etc/opt/SUNWmail/dirsync.cnf';

/** A setting of dirsync: where the directory is, how it is read, and the default domain. Empty if it is not set. */
export function simsSetting(name: string): string {
  if (!existsSync(DIRSYNC)) return '';
  const lines = readFileSync(DIRSYNC, 'utf8').split('\n');
  return lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1) ?? '';
}

export const SIMS_CACHE = `${SIMS_MTA}/db/dirsync.ldif`;

/** What SIMS' dispatcher and job controller work with. */
export function simsMta(): { readonly queue: Queue; readonly recipients: RecipientCache } {
  return {
    queue: new Queue(SIMS_MTA, 'sims-ms'),
    recipients: new RecipientCache(SIMS_CACHE, simsSetting('defaultDomain')),
  };
}
