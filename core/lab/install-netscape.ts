import { chownSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { NetscapeSite } from './seed/netscape.ts';
import { sha256 } from './stand-ins/lib/archive.ts';
import { addMessage, INDEX } from './stand-ins/lib/ims-store.ts';

export const NETSCAPE_ROOT = '/opt/netscape/server4';
export const NETSCAPE_INSTANCE = `${NETSCAPE_ROOT}/msg-mail`;
/** Where a partition's users are; the second lies outside of the store. */
export const NETSCAPE_PARTITIONS = {
  primary: `${NETSCAPE_INSTANCE}/store/partition/primary`,
  second: '/var/mail2/second',
} as const;

/** The site's own tools and those that a guide calls by a path of another machine. */
export const NETSCAPE_TOOLS = {
  mailq: '/opt/site/bin/mailq',
  backUpStore: '/opt/site/bin/back-up-store',
  addPartitions: '/opt/site/bin/add-partitions',
  setUpDirectory: '/cdrom/ims50/ims_dssetup.pl',
  vanityDomains: '/opt/site/bin/vanity-domains',
  mapNamespace: '/opt/site/bin/map-namespace',
} as const;

function link(root: string, path: string, program: string): void {
  mkdirSync(join(root, dirname(path)), { recursive: true });
  symlinkSync(join('/lab/stand-ins', program), join(root, path));
}

/** Lays Netscape Messaging Server 4 with its store, its queue and the mail that is still to come into a host's root. */
export function installNetscapeMail(root: string, site: NetscapeSite, directory: string): void {
  const instance = join(root, NETSCAPE_INSTANCE);
  link(root, `${NETSCAPE_INSTANCE}/configutil`, 'iplanet/configutil');
  for (const tool of ['start-msg', 'stop-msg'])
    link(root, `${NETSCAPE_INSTANCE}/${tool}`, `netscape-mail/${tool}`);
  for (const daemon of ['imap/bin/imapd', 'pop/bin/popd', 'http/bin/mshttpd'])
    link(root, `${NETSCAPE_ROOT}/bin/msg/${daemon}`, 'lib/listener.ts');
  link(root, `${NETSCAPE_ROOT}/bin/msg/store/bin/stored`, 'lib/resident');
  link(root, `${NETSCAPE_ROOT}/bin/msg/smtp/bin/smtpd`, 'netscape-mail/smtpd.ts');
  link(root, NETSCAPE_TOOLS.mailq, 'netscape-mail/mailq');
  link(root, NETSCAPE_TOOLS.backUpStore, 'site/back-up-store');
  link(root, NETSCAPE_TOOLS.addPartitions, 'site/add-partitions');
  link(root, 'etc/rc3.d/S91netscape-msg', 'netscape-mail/start-msg');
  const options = [
    `local.ugldapbasedn = ${site.suffix}`,
    `local.ugldaphost = ${directory}`,
    'local.ugldapport = 389',
    'service.imap.port = 143',
    'service.smtp.port = 25',
    ...Object.entries(NETSCAPE_PARTITIONS).map(([name, path]) => `store.partition.${name}.path = ${path}`),
  ];
  const files = {
    [join(instance, 'config/local.conf')]: `${options.join('\n')}\n`,
    [join(root, 'etc/opt/netscape/instance')]: `${NETSCAPE_INSTANCE}\n`,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  mkdirSync(join(root, 'backup'), { recursive: true });
  seedStore(root, instance, site);
}

function seedStore(root: string, instance: string, site: NetscapeSite): void {
  for (const [path, text] of site.storeFiles) {
    mkdirSync(join(instance, 'store', dirname(path)), { recursive: true });
    writeFileSync(join(instance, 'store', path), text);
  }
  const place = (user: string, folder: string): string =>
    join(root, NETSCAPE_PARTITIONS[site.partitionOf(user)], '=user', user, folder);
  for (const { mailbox, folders } of site.users) {
    for (const folder of folders) {
      mkdirSync(place(mailbox, folder), { recursive: true });
      writeFileSync(join(place(mailbox, folder), INDEX), '');
    }
  }
  for (const name of ['queue', 'incoming', 'envelopes'])
    mkdirSync(join(instance, 'smtp', name), { recursive: true });
  let queued = 0;
  for (const { place: where, mailbox, folder, date, flags, bytes } of site.messages) {
    if (where === 'store') {
      addMessage(place(mailbox, folder), { date, flags, sha256: sha256(bytes), bytes }, false);
      continue;
    }
    queued += 1;
    const name = `q${String(queued).padStart(6, '0')}`;
    writeFileSync(join(instance, 'smtp/envelopes', name), `${mailbox}\n${date}\n`);
    writeFileSync(join(instance, 'smtp', where === 'queue' ? 'queue' : 'incoming', name), bytes);
  }
  for (const path of [
    join(instance, 'store'),
    join(instance, 'smtp'),
    join(root, NETSCAPE_PARTITIONS.second),
  ])
    giveToServer(path, site.serverUid);
}

/** Without root only one number is mapped, and everything belongs to it. */
function giveToServer(folder: string, uid: number): void {
  if (process.getuid?.() !== 0) return;
  chownSync(folder, uid, uid);
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    chownSync(join(folder, entry), uid, uid);
}

/** What is on the directory's host beside the directory server's own tools: the CD of iPlanet, and the site's programs. */
export function installNetscapeDirectoryTools(root: string): void {
  link(root, `${NETSCAPE_ROOT}/slapd-mail/restart-slapd`, 'netscape/restart-slapd');
  link(root, NETSCAPE_TOOLS.setUpDirectory, 'netscape/ims_dssetup.pl');
  link(root, NETSCAPE_TOOLS.vanityDomains, 'netscape/vanity-domains.ts');
  link(root, NETSCAPE_TOOLS.mapNamespace, 'netscape/map-namespace');
}
