import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { compareServicesFile } from './compare-services-file.ts';
import { type Difference, difference } from './difference.ts';
import {
  ADDRESS_USERS,
  GROUPMAX_DATABASE,
  GROUPMAX_HOME,
  type GroupmaxSite,
  JOURNAL,
} from './seed/groupmax.ts';

const VERSIONS = `${GROUPMAX_HOME}/Groupmax/version`;
const AUTOSTART = `${GROUPMAX_HOME}/Groupmax/autostart`;
/** Made by Object Server while it has the database open. */
const OPEN = `${GROUPMAX_DATABASE}/OPEN`;
const DAEMONS = ['obsvd', 'nxadrsd', 'nxsmngd', 'gmmaild', 'gmconsd'];
/** The entries of the services file that Version 6 looks its ports up in, whoever added them. */
const PORTS = {
  imap: '143/tcp',
  adrshd: '20141/tcp',
  pop3: '110/tcp',
  popcfg: '106/tcp',
  adagt_ap: '9080/tcp',
  adreq_ap: '9081/tcp',
} as const;
/** Where the runbook's parameters put the backups on the lab. */
const BACKUPS = { before: 'backup/before', after: 'backup/after' } as const;

type Files = ReadonlyMap<string, Buffer>;

/** What the appendix promises of the server whose root this is: Version 6 everywhere, every entry kept, and a way back. */
export function compareGroupmax(root: string, site: GroupmaxSite): Difference[] {
  const present = filesBelow(root, [GROUPMAX_HOME, GROUPMAX_DATABASE]);
  return [
    ...compareFiles('', upgraded(site), without(present, OPEN)),
    ...compareServicesFile(readFileSync(join(root, 'etc/services')), site.services, PORTS),
    ...compareBackupOf('the old environment', root, BACKUPS.before, site.files),
    ...compareBackupOf('the Version 6 environment', root, BACKUPS.after, upgraded(site)),
    ...compareRunning(root),
  ];
}

/** Every file as it must be in the end. What is not named here is as it was. */
function upgraded(site: GroupmaxSite): Files {
  const files = new Map(site.files);
  for (const product of ['object-server', 'address-server', 'mail-server'])
    files.set(`${VERSIONS}/${product}`, Buffer.from('6.0\n'));
  files.set(`${GROUPMAX_DATABASE}/master01`, Buffer.from('ObjectServer database 6.0\n'));
  // Version 6 knows a state of every user; before Version 3 there was none.
  const state = Buffer.from(site.version === '2.0' ? '\tactive\n' : '\n');
  const users = site.users.flatMap((user) => [user, state]);
  files.set(ADDRESS_USERS, Buffer.concat([Buffer.from('address data 6.0\n'), ...users]));
  for (const path of site.files.keys())
    if (site.journal && path.startsWith(`${JOURNAL}/`)) files.delete(path);
  return files;
}

function compareFiles(place: string, expected: Files, present: Files): Difference[] {
  const changed = [...expected].flatMap(([path, bytes]) => {
    const found = present.get(path);
    if (found === undefined) return [difference('missing', `${place}${path}`)];
    return found.equals(bytes) ? [] : [difference('changed', `${place}${path}`)];
  });
  const unexpected = [...present.keys()].filter((path) => !expected.has(path));
  return [...changed, ...unexpected.map((path) => difference('unexpected', `${place}${path}`))];
}

/** A backup holds every file as it was then. The automatic start was off in between, which is no loss. */
function compareBackupOf(what: string, root: string, folder: string, expected: Files): Difference[] {
  if (!existsSync(join(root, folder))) return [difference('missing-backup', what)];
  const saved = new Map(
    [GROUPMAX_HOME, GROUPMAX_DATABASE].flatMap((original) => {
      const copy = join(folder, original.split('/').at(-1) ?? '');
      return [...filesBelow(root, [copy])].map(
        ([path, bytes]) => [`${original}${path.slice(copy.length)}`, bytes] as const,
      );
    }),
  );
  const open = saved.has(OPEN) ? [difference('damaged', `${what}: the database was open`)] : [];
  const found = compareFiles('', without(new Map(expected), AUTOSTART), without(saved, OPEN, AUTOSTART));
  return [
    ...open,
    ...found.map(({ kind, where }) => difference('missing-backup', `${what}: ${kind} ${where}`)),
  ];
}

function compareRunning(root: string): Difference[] {
  const pids = join(root, 'var/adm/groupmax/run');
  const running = new Set(existsSync(pids) ? readdirSync(pids) : []);
  const restarted = existsSync(join(root, 'var/adm/boot-before-restart'));
  return [
    ...DAEMONS.filter((daemon) => !running.has(`${daemon}.pid`)).map((daemon) => `${daemon} does not run`),
    ...(existsSync(join(root, OPEN)) ? [] : ['Object Server does not have the database open']),
    ...(restarted ? [] : ['the machine was never restarted']),
  ].map((what) => difference('service', what));
}

function filesBelow(root: string, folders: readonly string[]): Files {
  const found = folders.flatMap((folder) =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
      : [],
  );
  return new Map(found.map((path) => [path.slice(root.length + 1), readFileSync(path)]));
}

const without = (files: Files, ...paths: readonly string[]): Files =>
  new Map([...files].filter(([path]) => !paths.includes(path)));
