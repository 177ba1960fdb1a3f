import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { DirectoryConnection } from '#core/connections/connections.ts';
import { openDirectory } from '#core/connections/ldap-connection.ts';
import { dnKey, parseDn } from '#core/directory/dn.ts';
import { parseLdif, printLdif } from '#core/directory/ldif.ts';

import { endChild, loadDirectory, reachDirectory } from './directories.ts';
import { freePort } from './ports.ts';

export type RealDirectory = {
  readonly port: number;
  readonly socket: string;
  /** Entries of every naming context, parents first, with their access rules. */
  exportLdif(): Promise<string>;
  stop(): Promise<void>;
};
export type Start389ds = {
  /** Everything of it is below; a folder that is there from before goes on where it was. */
  readonly dir: string;
  /** Entries of a new one, each without a parent in a backend of its own. */
  readonly ldif: string;
  readonly managerPassword: string;
  /** LDIF of cn=schema, beside the server's own. */
  readonly schema?: readonly string[];
  /** Path of its Unix socket. Default below `dir`. */
  readonly socket?: string;
};

const MANAGER = 'cn=Directory Manager';
const FOLDERS = {
  config_dir: 'etc',
  schema_dir: 'etc/schema',
  cert_dir: 'etc',
  db_dir: 'db',
  log_dir: 'log',
  run_dir: 'run',
  lock_dir: 'lock',
  inst_dir: 'inst',
  ldif_dir: 'ldif',
  backup_dir: 'bak',
  initconfig_dir: 'init',
  local_state_dir: 'var',
} as const;
const EMPTY_USER_SCHEMA =
  'dn: cn=schema\nobjectClass: top\nobjectClass: ldapSubentry\nobjectClass: subschema\ncn: schema\n';

/** A 389 Directory Server of its own, on a free port of 127.0.0.1 and on a Unix socket. Without systemd, nothing in /etc. */
export async function start389ds(options: Start389ds): Promise<RealDirectory> {
  const { dir, managerPassword } = options;
  const isNew = !existsSync(join(dir, 'etc/dse.ldif'));
  const port = await freePort();
  const socket = options.socket ?? join(dir, 'run/ldapi');
  if (isNew) configure(options, [port, await freePort()]);
  settle(dir, port, socket);
  // In the foreground (-d), so that it is a child of ours and its end is seen.
  const server = spawn(
    '/usr/sbin/ns-slapd',
    ['-D', join(dir, 'etc'), '-i', join(dir, 'run/pid'), '-d', '0'],
    { stdio: 'ignore' },
  );
  const reached = { port, bindDn: MANAGER, password: managerPassword, server };
  try {
    const names = new Set(parseLdif(options.ldif).map(({ dn }) => dnKey(dn)));
    const before = async (directory: DirectoryConnection, dn: string): Promise<void> => {
      if (!names.has(dnKey(parseDn(dn).slice(1)))) await addBackend(directory, dn);
    };
    if (isNew) await loadDirectory({ ...reached, ldif: options.ldif, before });
    else (await reachDirectory(reached)).close();
  } catch (error) {
    await endChild(server);
    throw error;
  }
  return { port, socket, exportLdif: () => exported(port, managerPassword), stop: () => endChild(server) };
}

/** dscreate writes all of it and then looks for the instance in the wrong place: the end that is wanted. */
function configure(
  { dir, managerPassword, schema = [] }: Start389ds,
  [port, securePort]: readonly [number, number],
): void {
  // All but the schema's, which dscreate makes itself or not at all.
  for (const folder of new Set(Object.values(FOLDERS)))
    if (folder !== FOLDERS.schema_dir) mkdirSync(join(dir, folder), { recursive: true });
  const lines = [
    '[general]',
    'config_version = 2',
    'full_machine_name = localhost',
    'strict_host_checking = False',
    'selinux = False',
    'systemd = False',
    'start = False',
    '[slapd]',
    'instance_name = watari',
    `port = ${port}`,
    // Never opened: there is no certificate.
    `secure_port = ${securePort}`,
    `root_dn = ${MANAGER}`,
    `root_password = ${managerPassword.padEnd(8, '.')}`,
    'self_sign_cert = False',
    'user = root',
    'group = root',
    `ldapi = ${join(dir, 'run/ldapi')}`,
    ...Object.entries(FOLDERS).map(([name, folder]) => `${name} = ${join(dir, folder)}`),
  ];
  writeFileSync(join(dir, 'watari.inf'), `${lines.join('\n')}\n`);
  // Debian's own Python: another one in PATH does not know lib389.
  const created = spawnSync(
    '/usr/bin/python3',
    ['/usr/sbin/dscreate', 'from-file', join(dir, 'watari.inf')],
    { encoding: 'utf8' },
  );
  if (!created.stdout.includes('does not exist when expected'))
    throw new Error(`dscreate: ${created.stdout}${created.stderr}`);
  writeFileSync(join(dir, 'etc/schema/99user.ldif'), EMPTY_USER_SCHEMA);
  for (const [index, text] of schema.entries())
    writeFileSync(join(dir, `etc/schema/6${index}site.ldif`), text);
  adapt(dir, (text) => withPassword(text, dir, managerPassword));
}

/** What dscreate does not ask for: the password as it is, and little memory. */
function withPassword(text: string, dir: string, password: string): string {
  const hash = spawnSync('/usr/bin/pwdhash', ['-D', join(dir, 'etc'), '-s', 'SSHA512', password], {
    encoding: 'utf8',
  }).stdout.trim();
  return text
    .replace(/^nsslapd-rootpw:.*(?:\n .*)*$/m, `nsslapd-rootpw: ${hash}\nnsslapd-maxdescriptors: 1024`)
    .replace(/^nsslapd-port:.*$/m, '$&\nnsslapd-listenhost: 127.0.0.1')
    .replace(/^nsslapd-cache-autosize:.*$/m, 'nsslapd-cache-autosize: 0')
    .replace(/^nsslapd-import-cache-autosize:.*$/m, 'nsslapd-import-cache-autosize: 0')
    .replace(/^nsslapd-dbcachesize:.*$/m, 'nsslapd-dbcachesize: 10000000');
}

/** Where it listens this time. */
function settle(dir: string, port: number, socket: string): void {
  adapt(dir, (text) =>
    text
      .replace(/^nsslapd-port:.*$/m, `nsslapd-port: ${port}`)
      .replace(/^nsslapd-ldapifilepath:.*(?:\n .*)*$/m, `nsslapd-ldapifilepath: ${socket}`),
  );
}

function adapt(dir: string, change: (text: string) => string): void {
  const file = join(dir, 'etc/dse.ldif');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

/** A backend and a place in the tree for an entry that has no parent. */
async function addBackend(directory: DirectoryConnection, suffix: string): Promise<void> {
  const name = `site-${dnKey(suffix).replaceAll(/[^a-z0-9]/g, '')}`;
  await directory.add(`cn=${name},cn=ldbm database,cn=plugins,cn=config`, {
    objectClass: ['top', 'extensibleObject', 'nsBackendInstance'],
    cn: [name],
    'nsslapd-suffix': [suffix],
  });
  await directory.add(`cn="${suffix}",cn=mapping tree,cn=config`, {
    objectClass: ['top', 'extensibleObject', 'nsMappingTree'],
    cn: [suffix],
    'nsslapd-state': ['backend'],
    'nsslapd-backend': [name],
  });
}

async function exported(port: number, password: string): Promise<string> {
  const directory = await openDirectory({
    address: { host: '127.0.0.1', port },
    tls: 'plain',
    ca: null,
    bindDn: MANAGER,
    password,
  });
  try {
    const root = await directory.search('', 'base', '(objectClass=*)', ['namingContexts']);
    const contexts = (root.entries[0]?.attributes['namingContexts'] ?? []).map(String);
    const found = await Promise.all(
      contexts.map((context) => directory.search(context, 'sub', '(objectClass=*)', ['*', 'aci'], 500)),
    );
    return printLdif(
      found.flatMap(({ entries }) => entries.map((entry) => ({ ...entry, kind: 'add', explicit: false }))),
    );
  } finally {
    directory.close();
  }
}
