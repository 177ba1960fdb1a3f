import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { DEFAULT_DOMAIN, SUFFIX } from '../seed/domains.ts';
import type { SeedData } from '../seed/index.ts';

export const SERVER_ROOT = '/opt/iplanet/server5';

/**
 * Where a simulated host finds the tools that the guides call without a path. For the inventory's `path`, in front of the
 * machine's own, where another `ldapsearch` may be.
 */
export const LAB_PATHS = {
  sims: ['/opt/SUNWmail/sbin'],
  iplanet: iplanetPath('mail'),
  directory: ['/opt/netscape/server4/shared/bin'],
  /** rsh and ssh to the lab's other hosts. */
  network: ['/opt/network/bin'],
} as const;

/** Of a host whose short name this is; the instance is named for it. */
export function iplanetPath(shortName: string): readonly string[] {
  return [
    `${SERVER_ROOT}/msg-${shortName}`,
    ...['store', 'admin', 'migrate'].map((part) => `${SERVER_ROOT}/bin/msg/${part}/bin`),
  ];
}

/** What `messaging-server.install` maps to on the lab; the server root follows `-d`. */
export const IPLANET_SETUP = '/cdrom/ims50/setup';
export const POWER_OFF = '/opt/site/bin/power-off';
export const DNS_CHANGE = '/opt/site/bin/dns-change';
export const COUNT_TOOL = '/opt/site/bin/count-messages';

/** Links point to where the programs are seen from inside the host. */
function link(root: string, path: string, program: string): void {
  mkdirSync(join(root, dirname(path)), { recursive: true });
  symlinkSync(join('/lab/stand-ins', program), join(root, path));
}

function folder(root: string, path: string): void {
  mkdirSync(join(root, path), { recursive: true });
}

/** Where SIMS' dirsync finds users. */
export type SimsDirectory = {
  readonly host: string;
  readonly port: number;
  readonly bindDn: string;
  readonly password: string;
};

/** Lays SIMS 4.0 into a host's root, stopped: `/opt/SUNWmail/sbin/im.server start` starts it, as does /etc/rc3.d at boot. */
export function installSims(root: string, directory?: SimsDirectory): void {
  for (const tool of ['im.server', 'imta', 'mt.scheduler'])
    link(root, `opt/SUNWmail/sbin/${tool}`, `sims/${tool}`);
  link(root, 'opt/SUNWmail/sbin/imbackup', 'sims/imbackup.ts');
  link(root, 'opt/SUNWmail/ims/sbin/imbackup', 'sims/imbackup.ts');
  link(root, 'opt/SUNWmail/imta/sbin/hold_master', 'lib/hold_master');
  link(root, 'opt/SUNWmail/imta/lib/dispatcher', 'sims/dispatcher.ts');
  link(root, 'opt/SUNWmail/imta/lib/job_controller', 'sims/job-controller.ts');
  link(root, 'opt/SUNWmail/ims/lib/imaccessd', 'sims/imaccessd.ts');
  link(root, 'opt/SUNWmail/ims/lib/mt.scheduler', 'lib/resident');
  link(root, 'etc/rc3.d/S92im.server', 'sims/im.server');
  for (const channel of ['sims-ms', 'tcp_local', 'hold'])
    folder(root, `var/opt/SUNWmail/imta/queue/${channel}`);
  for (const name of ['envelopes', 'incoming', 'counters', 'db'])
    folder(root, `var/opt/SUNWmail/imta/${name}`);
  folder(root, 'var/opt/SUNWmail/ims/user');
  folder(root, 'etc/opt/SUNWmail/ims');
  const { host = '', port = '', bindDn = '', password = '' } = directory ?? {};
  const dirsync = [
    `ldapHost:${host}`,
    `ldapPort:${String(port)}`,
    `bindDn:${bindDn}`,
    `bindPassword:${password}`,
    `base:${SUFFIX}`,
    `defaultDomain:${DEFAULT_DOMAIN}`,
  ];
  writeFileSync(join(root, 'etc/opt/SUNWmail/dirsync.cnf'), `${dirsync.join('\n')}\n`, { mode: 0o600 });
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

/** rsh, ssh and the switch of the machine itself. */
export function installNetworkTools(root: string): void {
  for (const tool of ['rsh', 'ssh']) link(root, `opt/network/bin/${tool}`, 'network/remote-shell.ts');
  link(root, POWER_OFF, 'site/power-off');
  link(root, DNS_CHANGE, 'site/dns-change');
}

export type World = {
  /** A record a line, `oldmail.siroe.com A 192.0.2.1`. */
  readonly zone: string;
  /** The name under which the world's mail servers look for this site's. */
  readonly mailServer: string;
};

/** The file of the world's n-th message; no queued message of the seed has such a name. */
export const worldFile = (index: number): string => `ZW${String(index + 1).padStart(6, '0')}.00`;

/** Fills the folder that all hosts see with what is around them: the DNS zone, and the mail that is still to come. */
export function seedWorld(network: string, { zone, mailServer }: World, seed: SeedData): void {
  for (const name of ['incoming', 'taking', 'envelopes', 'sent']) folder(network, `world/${name}`);
  writeFileSync(join(network, 'world/zone'), zone);
  writeFileSync(join(network, 'world/mail-server'), `${mailServer}\n`);
  const incoming = seed.messages.filter(({ place }) => place === 'incoming');
  for (const [index, { mailbox, date, bytes }] of incoming.entries()) {
    const file = worldFile(index);
    writeFileSync(join(network, 'world/envelopes', file), `${mailbox}\n${date}\n`);
    writeFileSync(join(network, 'world/incoming', file), bytes);
  }
}

/** Writes the mailboxes, the queue and the mail that is still to come into a host's root. */
export function seedSimsStore(
  root: string,
  seed: SeedData,
  incoming: 'here' | 'in the world' = 'here',
): void {
  const imta = join(root, 'var/opt/SUNWmail/imta');
  const store = join(root, 'var/opt/SUNWmail/ims/user');
  for (const user of seed.users) for (const name of user.folders) folder(store, join(user.mailbox, name));
  // What dirsync saw in the evening.
  writeFileSync(join(imta, 'db/dirsync.ldif'), seed.directoryLdif);
  const last = new Map<string, number>();
  let queued = 0;
  const messages = seed.messages.filter(({ place }) => place !== 'incoming' || incoming === 'here');
  for (const { place, mailbox: user, folder: name, date, flags, bytes } of messages) {
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
