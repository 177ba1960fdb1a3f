import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { DirectoryConnection } from '#core/connections/connections.ts';
import { dnKey, parseDn } from '#core/directory/dn.ts';
import { parseLdif } from '#core/directory/ldif.ts';

import { endChild, loadDirectory } from './directories.ts';
import { freePort } from './ports.ts';

export type RealDirectory = { readonly port: number; readonly socket: string; stop(): Promise<void> };

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

/**
 * A 389 Directory Server of its own, everything below `dir`, on a free port of 127.0.0.1 and on a Unix socket. `schema`
 * are LDIF files of cn=schema beside the server's own; `ldif` are the entries, each one without a parent in a backend of
 * its own. Without systemd, and without a trace in /etc: dscreate writes the configuration and then looks for the
 * instance in the wrong place, which is the end that is wanted.
 */
export async function start389ds(options: {
  readonly dir: string;
  readonly ldif: string;
  readonly managerPassword: string;
  readonly schema?: readonly string[];
}): Promise<RealDirectory> {
  const { dir, managerPassword } = options;
  const port = await freePort();
  configure(dir, managerPassword, options.schema ?? [], [port, await freePort()]);
  const socket = join(dir, 'run', 'ldapi');
  settle(dir, managerPassword);
  // In the foreground, so that it is a child of ours and its end is seen.
  const server = spawn(
    '/usr/sbin/ns-slapd',
    ['-D', join(dir, 'etc'), '-i', join(dir, 'run', 'pid'), '-d', '0'],
    {
      stdio: ['ignore', 'ignore', 'ignore'],
    },
  );
  const names = new Set(parseLdif(options.ldif).map(({ dn }) => dnKey(dn)));
  try {
    await loadDirectory({
      ldif: options.ldif,
      port,
      bindDn: 'cn=Directory Manager',
      password: managerPassword,
      server,
      before: async (directory, dn) => {
        if (!names.has(dnKey(parseDn(dn).slice(1)))) await addBackend(directory, dn);
      },
    });
  } catch (error) {
    await endChild(server);
    throw error;
  }
  return { port, socket, stop: () => endChild(server) };
}

function configure(
  dir: string,
  password: string,
  schema: readonly string[],
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
    'root_dn = cn=Directory Manager',
    `root_password = ${password.padEnd(8, '.')}`,
    'self_sign_cert = False',
    'user = root',
    'group = root',
    `ldapi = ${join(dir, 'run', 'ldapi')}`,
    ...Object.entries(FOLDERS).map(([name, folder]) => `${name} = ${join(dir, folder)}`),
  ];
  writeFileSync(join(dir, 'watari.inf'), `${lines.join('\n')}\n`);
  // Debian's own Python: another one in PATH does not know lib389.
  const created = spawnSync(
    '/usr/bin/python3',
    ['/usr/sbin/dscreate', 'from-file', join(dir, 'watari.inf')],
    {
      encoding: 'utf8',
    },
  );
  if (!/does not exist when expected/.test(created.stdout + created.stderr))
    throw new Error(`dscreate: ${created.stdout}${created.stderr}`);
  writeFileSync(join(dir, 'etc/schema/99user.ldif'), EMPTY_USER_SCHEMA);
  for (const [index, text] of schema.entries())
    writeFileSync(join(dir, `etc/schema/6${index}site.ldif`), text);
}

/** What dscreate does not ask for: loopback only, little memory, the password as it is. */
function settle(dir: string, password: string): void {
  const file = join(dir, 'etc/dse.ldif');
  const hash = spawnSync('/usr/bin/pwdhash', ['-D', join(dir, 'etc'), '-s', 'SSHA512', password], {
    encoding: 'utf8',
  }).stdout.trim();
  const settled = readFileSync(file, 'utf8')
    .replace(/^nsslapd-port:.*$/m, '$&\nnsslapd-listenhost: 127.0.0.1')
    .replace(/^nsslapd-rootpw:.*(?:\n .*)*$/m, `nsslapd-rootpw: ${hash}\nnsslapd-maxdescriptors: 1024`)
    .replace(/^nsslapd-cache-autosize:.*$/m, 'nsslapd-cache-autosize: 0')
    .replace(/^nsslapd-import-cache-autosize:.*$/m, 'nsslapd-import-cache-autosize: 0')
    .replace(/^nsslapd-dbcachesize:.*$/m, 'nsslapd-dbcachesize: 10000000');
  writeFileSync(file, settled);
}

/** A backend and a place in the tree of its own for an entry that has no parent. */
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
