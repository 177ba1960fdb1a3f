import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { seedData } from '#core/lab/seed/index.ts';
import { installDirectoryTools, installIplanetMedia, LAB_PATHS } from '#core/lab/stand-ins/install.ts';
import { type Directory, startDirectory } from '#core/lab/wire/directory-server.ts';

import { start389ds } from '../servers/389-ds.ts';
import { PlainHost } from './plain-host.ts';

const password = 'manager-password';
const ldap = `-h mail.siroe.com -p 389 -D "cn=Directory Manager" -w ${password}`;
const migrate = `imsdirmig -h mail.siroe.com -M sims -D "cn=Directory Manager" -w ${password}`;
const mergedSchema = readFileSync(
  new URL('../../runbooks/iplanet/schema/ims5-schema-add.ldif', import.meta.url),
  'utf8',
);
const seed = seedData(7);

let host: PlainHost;
let directory: Directory;

beforeEach(async () => {
  host = new PlainHost();
  mkdirSync(join(host.root, 'lab/directories'));
  const socket = join(host.root, 'lab/directories/mail');
  directory = await startDirectory({
    socket,
    ldif: seed.directoryLdif,
    changeLog: null,
    managerPassword: password,
  });
  installIplanetMedia(host.root);
  installDirectoryTools(host.root, {
    port: 389,
    rootDn: 'cn=Directory Manager',
    rootPassword: password,
    suffix: 'o=internet',
  });
});
afterEach(async () => {
  await directory.close();
  host[Symbol.dispose]();
});

/** Runs a script on the host with port 389 leading to the directory; standard input is the merged schema. */
function run(script: string, socket = '/lab/directories/mail') {
  const relay = `import { startRelay } from "/lab/wire/relay.ts";
    await startRelay({ port: 389, socket: "${socket}" });
    console.log("up");`;
  const path = [...LAB_PATHS.directory, ...LAB_PATHS.iplanet].join(':');
  return host.run(
    `mkfifo /tmp/up; /lab/node --input-type=module -e '${relay}' >/tmp/up 2>&1 & read -r up </tmp/up
     PATH=${path}:$PATH
     printf 'No\\n390\\n' | /cdrom/ims50/setup -d /opt/iplanet/server5 >/dev/null; stop-msg >/dev/null
     ${script}`,
    mergedSchema,
  );
}
const addSchema = `ldapmodify ${ldap} >/dev/null`;
const entryWith = (line: string): string[] =>
  (
    directory
      .exportLdif()
      .split('\n\n')
      .find((entry) => entry.includes(`\n${line}\n`)) ?? ''
  ).split('\n');

test('every domain, user and group is upgraded, and a second run changes nothing', async () => {
  const { stdout, status } = await run(`${addSchema}
    ${migrate} -b o=internet -m domains 2>/dev/null
    for again in 1 2; do ${migrate} -b o=internet -m both 2>/dev/null; done`);
  expect(status).toBe(0);
  expect(stdout.split('\n')).toEqual([
    'domains: 3 found, 3 changed, 0 unchanged, 0 failed',
    'users: 40 found, 40 changed, 0 unchanged, 0 failed',
    'groups: 8 found, 8 changed, 0 unchanged, 0 failed',
    'users: 40 found, 0 changed, 40 unchanged, 0 failed',
    'groups: 8 found, 0 changed, 8 unchanged, 0 failed',
    '',
  ]);
  expect(entryWith('uid: susan')).toEqual(
    expect.arrayContaining([
      'objectClass: inetLocalMailRecipient',
      'mailUserStatus: active',
      'inetUserStatus: active',
    ]),
  );
});

test('without the merged schema the upgrade stops at the first entry', async () => {
  const { stdout, status } = await run(`${migrate} -b o=internet -m users 2>/dev/null`);
  expect(status).toBe(1);
  expect(stdout).toBe('users: 40 found, 0 changed, 0 unchanged, 40 failed\n');
});

test('-n writes nothing', async () => {
  const before = directory.exportLdif();
  const { stdout } = await run(`${migrate} -b o=internet -m both -n 2>/dev/null`);
  expect(stdout).toBe('users: 40 found, 40 would be changed\ngroups: 8 found, 8 would be changed\n');
  expect(directory.exportLdif()).toBe(before);
});

test('-O with -F sets the pairs of -A on whom the filter finds and upgrades nobody', async () => {
  const { stdout } = await run(
    `${migrate} -b dc=siroe,dc=com,o=internet -m users -F '(uid=s*)' -A mailDeliveryOption:hold\\;mailFolderMap:LOCK -O`,
  );
  expect(stdout).toBe('users: 1 found, 1 changed, 0 unchanged, 0 failed\n');
  const susan = entryWith('uid: susan');
  expect(susan.filter((line) => /^mail(DeliveryOption|FolderMap):/u.test(line))).toEqual([
    'mailFolderMap: LOCK',
    'mailDeliveryOption: hold',
  ]);
  expect(susan).not.toContain('objectClass: inetLocalMailRecipient');
});

test('an upgrade that was killed half way is finished by the next run', async () => {
  host.fault('imsdirmig', 'kill-after-entries 15 once');
  const { stdout } = await run(`${addSchema}
    ${migrate} -b o=internet -m users >/dev/null 2>&1; echo $?
    ${migrate} -b o=internet -m users 2>/dev/null`);
  expect(stdout).toBe('137\nusers: 40 found, 25 changed, 15 unchanged, 0 failed\n');
});

test.each([
  ['a base that is not there', `${migrate} -b o=nowhere -m both`, 1],
  ['a wrong password', `${migrate} -b o=internet -w wrong -m both`, 1],
  ['-O without -A', `${migrate} -b o=internet -O`, 2],
  ['an unknown option', `${migrate} -b o=internet -z`, 2],
  ['an unknown kind', `${migrate} -b o=internet -m everybody`, 2],
])('%s is an error', async (_, command, expected) => {
  const { stdout, stderr, status } = await run(command);
  expect(status).toBe(expected);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^imsdirmig: /u);
});

test('db2ldif writes every entry of the directory into a file of its own', async () => {
  const { stdout } = await run('/opt/netscape/server4/slapd-mail/bin/db2ldif');
  const [name = '', ...others] = readdirSync(join(host.root, 'opt/netscape/server4/slapd-mail/ldif'));
  expect(others).toEqual([]);
  expect(stdout).toBe(`ldiffile: /opt/netscape/server4/slapd-mail/ldif/${name}\n`);
  const written = readFileSync(join(host.root, 'opt/netscape/server4/slapd-mail/ldif', name), 'utf8');
  expect(written.match(/^dn:/gmu)).toHaveLength(1 + 5 + 3 * 3 + seed.users.length + seed.groups.length);
});

const pointToDirectory = `
  for pair in 'basedn o=internet' 'deforgdn dc=siroe,dc=com,o=internet' 'bindcred ${password}' 'host mail.siroe.com' 'port 389'; do
    configutil -o local.ugldap\${pair%% *} -v "\${pair#* }" >/dev/null
  done`;

test('dirsync needs the configuration to be right', async () => {
  const { stdout } = await run(`${addSchema}
    imsimta dirsync -F 2>/dev/null; echo $?
    ${pointToDirectory}
    ${migrate} -b o=internet -m domains 2>/dev/null >&2; ${migrate} -b o=internet -m both >/dev/null 2>&1
    imsimta dirsync -F; echo $?
    configutil -o local.ugldapdeforgdn -v o=elsewhere >/dev/null; imsimta dirsync -F 2>/dev/null; echo $?`);
  expect(stdout).toBe('1\ndirsync: 51 entries\n0\n1\n');
});

test('what imsdaaci writes can be loaded', async () => {
  const { stdout, stderr } = await run(`${addSchema}; ${pointToDirectory}
    ldapmodify ${ldap} -f "$(imsdaaci)" >/dev/null; echo $?`);
  expect(stderr).toBe('');
  expect(stdout).toBe('0\n');
  expect(directory.exportLdif()).toContain('dn: cn=Service Administrators,o=internet\n');
});

test('the upgrade goes through on a real 389 Directory Server', { timeout: 120_000 }, async () => {
  const dir = join(host.root, 'lab/directories/389-ds');
  const schema = [
    readFileSync(new URL('../../core/lab/wire/schema/30-sims40.ldif', import.meta.url), 'utf8'),
  ];
  const real = await start389ds({ dir, schema, ldif: seed.directoryLdif, managerPassword: password });
  try {
    const { stdout, stderr } = await run(
      `${addSchema}
      ${migrate} -b o=internet -m domains 2>/dev/null
      ${migrate} -b o=internet -m both 2>/dev/null
      ${pointToDirectory}
      imsimta dirsync -F
      ldapmodify ${ldap} -f "$(imsdaaci)" >/dev/null; echo $?`,
      '/lab/directories/389-ds/run/ldapi',
    );
    expect(stderr).toBe('');
    expect(stdout.split('\n')).toEqual([
      'domains: 3 found, 3 changed, 0 unchanged, 0 failed',
      'users: 40 found, 40 changed, 0 unchanged, 0 failed',
      'groups: 8 found, 8 changed, 0 unchanged, 0 failed',
      'dirsync: 51 entries',
      '0',
      '',
    ]);
  } finally {
    await real.stop();
  }
});
