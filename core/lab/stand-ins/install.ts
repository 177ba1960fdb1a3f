import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { SeedData } from '../seed/index.ts';

/**
 * Where a simulated host finds the tools that the guides call without a path. For the inventory's `path`, in front of the
 * machine's own, where another `ldapsearch` may be.
 */
export const LAB_PATHS = {
  sims: ['/opt/SUNWmail/sbin'],
  iplanet: [
    '/opt/iplanet/server5/msg-mail',
    '/opt/iplanet/server5/bin/msg/store/bin',
    '/opt/iplanet/server5/bin/msg/admin/bin',
    '/opt/iplanet/server5/bin/msg/migrate/bin',
  ],
  directory: ['/opt/netscape/server4/shared/bin'],
} as const;
/** What `messaging-server.install` maps to on the lab; the server root follows `-d`. */
export const IPLANET_SETUP = '/cdrom/ims50/setup';
export const COUNT_TOOL = '/opt/site/bin/count-messages';

/** Links point to where the programs are seen from inside the host. */
function link(root: string, path: string, program: string): void {
  mkdirSync(join(root, dirname(path)), { recursive: true });
  symlinkSync(join('/lab/stand-ins', program), join(root, path));
}

function folder(root: string, path: string): void {
  mkdirSync(join(root, path), { recursive: true });
}

/** Lays SIMS 4.0 into a host's root, stopped: `/opt/SUNWmail/sbin/im.server start` starts it, as does /etc/rc3.d at boot. */
export function installSims(root: string): void {
  for (const tool of ['im.server', 'imta']) link(root, `opt/SUNWmail/sbin/${tool}`, `sims/${tool}`);
  link(root, 'opt/SUNWmail/sbin/imbackup', 'sims/imbackup.ts');
  link(root, 'opt/SUNWmail/ims/sbin/imbackup', 'sims/imbackup.ts');
  link(root, 'opt/SUNWmail/imta/lib/dispatcher', 'sims/dispatcher.ts');
  link(root, 'opt/SUNWmail/imta/lib/job_controller', 'sims/job_controller');
  link(root, 'opt/SUNWmail/ims/lib/imaccessd', 'lib/listener.ts');
  link(root, 'opt/SUNWmail/ims/lib/mt.scheduler', 'lib/resident');
  link(root, 'etc/rc3.d/S92im.server', 'sims/im.server');
  for (const channel of ['sims-ms', 'tcp_local']) folder(root, `var/opt/SUNWmail/imta/queue/${channel}`);
  for (const name of ['envelopes', 'incoming', 'counters']) folder(root, `var/opt/SUNWmail/imta/${name}`);
  folder(root, 'var/opt/SUNWmail/ims/user');
  folder(root, 'etc/opt/SUNWmail/ims');
  writeFileSync(join(root, 'etc/opt/SUNWmail/sims.cnf'), 'loginSeparator:+\n');
  writeFileSync(join(root, 'etc/opt/SUNWmail/ims/ims.cnf'), 'ims-proxy:off\n');
}

/** Puts the CD of iPlanet Messaging Server into the drive, and the site's own count tool beside it. */
export function installIplanetMedia(root: string): void {
  link(root, IPLANET_SETUP, 'iplanet/setup');
  link(root, COUNT_TOOL, 'site/count-messages.ts');
}

export type DirectoryInstance = {
  /** TCP port on the host's own 127.0.0.1 that reaches the directory. */
  readonly port: number;
  readonly rootDn: string;
  readonly rootPassword: string;
  readonly suffix: string;
};

/** The tools of the Netscape Directory Server on its host: db2ldif, ldapsearch, ldapmodify. The server itself is the lab's. */
export function installDirectoryTools(root: string, directory: DirectoryInstance): void {
  const instance = 'opt/netscape/server4/slapd-mail';
  for (const path of ['db2ldif', 'bin/db2ldif']) link(root, `${instance}/${path}`, 'netscape/db2ldif');
  for (const tool of ['ldapsearch', 'ldapmodify'])
    link(root, `opt/netscape/server4/shared/bin/${tool}`, `netscape/${tool}`);
  folder(root, `${instance}/ldif`);
  folder(root, `${instance}/config`);
  const lines = [
    `port ${String(directory.port)}`,
    `suffix "${directory.suffix}"`,
    `rootdn "${directory.rootDn}"`,
    `rootpw ${directory.rootPassword}`,
  ];
  const file = join(root, instance, 'config/slapd.conf');
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
}

/** Writes the mailboxes, the queue and the mail that is still to come into a host's root. */
export function seedSimsStore(root: string, seed: SeedData): void {
  const imta = join(root, 'var/opt/SUNWmail/imta');
  const store = join(root, 'var/opt/SUNWmail/ims/user');
  for (const user of seed.users) for (const name of user.folders) folder(store, join(user.mailbox, name));
  const last = new Map<string, number>();
  let queued = 0;
  for (const { place, mailbox: user, folder: name, date, flags, bytes } of seed.messages) {
    if (place === 'store') {
      const mailbox = join(store, user, name);
      const number = (last.get(mailbox) ?? 0) + 1;
      last.set(mailbox, number);
      writeFileSync(join(mailbox, `${String(number)}.${date}.${flags}`), bytes);
    } else {
      queued += 1;
      const file = `ZZ${String(queued).padStart(6, '0')}.00`;
      writeFileSync(join(imta, 'envelopes', file), `${user}\n${date}\n`);
      writeFileSync(join(imta, place === 'queue' ? 'queue/sims-ms' : 'incoming', file), bytes);
    }
  }
}
