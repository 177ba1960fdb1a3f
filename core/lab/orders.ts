import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { Host } from './hosts/host.ts';
import type { Lab } from './lab.ts';
import { SSH_CUTS } from './wire/ssh-server-faults.ts';

/** Text that only the command which launches a job has (it writes the uploaded script to a file of its own). */
const LAUNCH = 'in.$$';

type HostOrder = (host: Host, words: readonly string[]) => Promise<void>;
const HOST_ORDERS: Readonly<Record<string, HostOrder>> = {
  boot: (host) => host.boot(),
  'power-cut': (host) => host.powerCut(),
  'cut-network': (host) => host.cutNetwork(),
  'restore-network': (host) => host.restoreNetwork(),
  /** `await-job HOST JOB`: until the job has begun. No if it is over already, or does not come. */
  'await-job': async ({ pid }, [job = '']) =>
    awaitJob(join('/proc', String(pid ?? 0), 'root', 'var/tmp/watari-root', job)),
  'fill-disk': (host) => host.fillDisk(),
  'free-disk': (host) => host.freeDisk(),
  /** `ssh-fault HOST CUT [TEXT]`: cuts the connection of the next job launch whose command has this text. */
  'ssh-fault': async (host, [cut = '', ...text]) => {
    if (!SSH_CUTS.some((known) => known === cut)) throw new Error(`allowed: ${SSH_CUTS.join(', ')}`);
    const file = join(host.state, 'faults/ssh', `${cut}.${text.join(' ').replaceAll('/', '_')}`);
    await writeFile(file, [LAUNCH, ...text].join('\n'));
  },
  /** `stand-in-fault HOST NAME WORDS…`, as stand-ins/README.md lists them. */
  'stand-in-fault': async (host, [name = '', ...words]) => {
    if (!/^[a-z0-9.-]+$/u.test(name) || words.length === 0) throw new Error('found no stand-in or no fault');
    await writeFile(join(host.state, 'faults', name), `${words.join(' ')}\n`);
  },
};

const JOB_TIMEOUT_MS = 3000;

/** A job keeps a folder on its host, seen here as the host sees it: `pid` once it runs, a file `exit=…` once it is over. */
async function awaitJob(folder: string): Promise<void> {
  const until = Date.now() + JOB_TIMEOUT_MS;
  for (;;) {
    const files: readonly string[] = await readdir(folder).catch(() => []);
    if (files.some((name) => name.startsWith('exit'))) throw new Error('the job is over');
    if ((await readFile(join(folder, 'pid'), 'utf8').catch(() => '')) !== '') return;
    if (Date.now() > until) throw new Error('no such job has begun');
    await delay(5);
  }
}

/** All that the lab can be told, for people who told it something else. */
export const ORDERS: readonly string[] = [...Object.keys(HOST_ORDERS), 'export'];

/** Carries out one line, e.g. `power-cut mail.siroe.com`. @throws Error if there is no such order or host */
export async function obey(lab: Lab, line: string): Promise<void> {
  const [word = '', name = '', ...words] = line.trim().split(/\s+/u);
  if (word === 'export') return exportDirectories(lab);
  const order = Object.hasOwn(HOST_ORDERS, word) ? HOST_ORDERS[word] : undefined;
  const host = Object.hasOwn(lab.hosts, name) ? lab.hosts[name] : undefined;
  if (!order) throw new Error(`no such order; allowed: ${ORDERS.join(', ')}`);
  if (!host) throw new Error(`no such host; allowed: ${Object.keys(lab.hosts).join(', ')}`);
  await order(host, words);
}

/** Writes `<dir>/export/<host>-<port>.ldif`: the directories as they are now, and the mail at rest. */
async function exportDirectories(lab: Lab): Promise<void> {
  const folder = join(lab.dir, 'export');
  await mkdir(folder, { recursive: true });
  await lab.settle();
  for (const [name, directory] of Object.entries(lab.directories)) {
    await writeFile(join(folder, `${name.replace(':', '-')}.ldif`), await directory.exportLdif());
  }
}
