import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { compareConfiguration } from '../compare-configuration.ts';
import { compareBackup, compareUpgrades } from '../compare-directory.ts';
import { compareNetscapeStore } from '../compare-netscape.ts';
import { compareIplanet } from '../compare-services.ts';
import { type Difference, difference } from '../difference.ts';
import {
  installNetscapeDirectoryTools,
  installNetscapeMail,
  NETSCAPE_PARTITIONS,
  NETSCAPE_ROOT,
  NETSCAPE_TOOLS,
} from '../install-netscape.ts';
import { type NetscapeSite, netscapeSite } from '../seed/netscape.ts';
import {
  COUNT_TOOL,
  installDirectoryTools,
  installIplanetMedia,
  IPLANET_SETUP,
  LAB_PATHS,
} from '../stand-ins/install.ts';
import { netscapeGroupUpgrade, netscapeUserUpgrade } from '../upgrades-netscape.ts';
import {
  DIRECTORY_MANAGER,
  type EndedLab,
  type LabScenario,
  MAIL_SERVER_USER,
  type Making,
  type Scenario,
  type SiteCommand,
} from './scenario.ts';

const MAIL = 'mail.siroe.com';
const LDAP = 'ldap.siroe.com';
const DIRECTORY = `${LDAP}:389`;
const CONFIGURATION = `${NETSCAPE_ROOT}/slapd-mail/config`;
const site = ({ seed, size }: Making): NetscapeSite => netscapeSite(seed, { size, mailHost: MAIL });

const OPERATIONS: Readonly<Record<string, SiteCommand>> = {
  'message-store.back-up': {
    run: `${NETSCAPE_TOOLS.backUpStore} {{nmsServerRoot}}/msg-{{nmsInstance}}/store {{storeBackup}}`,
    timeoutMinutes: 60,
  },
  // The script asks for the server root, the instance, the suffix, and whether to update the schema.
  'directory.prepare': {
    run: `cd /cdrom/ims50 && printf '%s\\n' '' '' {{userSuffix}} No | perl ims_dssetup.pl`,
    timeoutMinutes: 10,
    verify: { run: `test -f ${CONFIGURATION}/indexes.new || test -f ${CONFIGURATION}/indexes` },
  },
  'directory.vanity-domains': { run: `${NETSCAPE_TOOLS.vanityDomains} {{userSuffix}}`, timeoutMinutes: 10 },
  'messaging-server.install': { run: `${IPLANET_SETUP} -d {{serverRoot}}`, timeoutMinutes: 10 },
  'directory.map-namespace': {
    run: `${NETSCAPE_TOOLS.mapNamespace} {{userSuffix}} {{defaultOrganization}}`,
    timeoutMinutes: 10,
  },
  'message-store.add-partitions': {
    run: `${NETSCAPE_TOOLS.addPartitions} {{instanceRoot}} {{nmsServerRoot}}/msg-{{nmsInstance}}`,
    timeoutMinutes: 10,
  },
};

/** A host with Netscape Messaging Server and the room for iPlanet, and the directory on a host of its own. */
function make(making: Making): Scenario {
  const data = site(making);
  return {
    hosts: [
      {
        name: MAIL,
        aliases: ['mail'],
        accounts: [MAIL_SERVER_USER],
        path: [...LAB_PATHS.iplanet],
        reaches: {},
        install(root) {
          installNetscapeMail(root, data, LDAP);
          installIplanetMedia(root);
        },
      },
      {
        name: LDAP,
        aliases: ['ldap'],
        accounts: [],
        path: [...LAB_PATHS.directory],
        reaches: { 389: DIRECTORY },
        install(root, managerPassword) {
          installDirectoryTools(root, {
            port: 389,
            rootDn: DIRECTORY_MANAGER,
            rootPassword: managerPassword,
            suffix: data.suffix,
          });
          installNetscapeDirectoryTools(root);
        },
      },
    ],
    directories: { [DIRECTORY]: { ldif: data.directoryLdif } },
    operations: OPERATIONS,
    values: {
      mailHost: MAIL,
      directoryHost: LDAP,
      directoryPort: 389,
      bindDn: DIRECTORY_MANAGER,
      countTool: COUNT_TOOL,
    },
  };
}

/** Store, entries, configuration, both ways back, and what runs. */
function compare({ dir, seed, size }: EndedLab): Difference[] {
  const data = site({ seed, size });
  const root = join(dir, 'hosts', MAIL, 'root');
  const directoryRoot = join(dir, 'hosts', LDAP, 'root');
  const expected = new Map([
    ['local.ugldapbasedn', data.suffix],
    ['local.ugldapbinddn', DIRECTORY_MANAGER],
    ['local.ugldapbindcred', readFileSync(join(dir, 'keys/directory-manager'), 'utf8')],
    ['local.ugldapdeforgdn', data.suffix],
    ['local.ugldaphost', LDAP],
    ['local.ugldapport', '389'],
    ...Object.entries(NETSCAPE_PARTITIONS).map(
      ([name, path]) => [`store.partition.${name}.path`, path] as const,
    ),
  ]);
  return [
    ...compareNetscapeStore(root, data),
    ...compareUpgrades(
      readFileSync(join(dir, `export/${LDAP}-389.ldif`), 'utf8'),
      data.directoryLdif,
      new Map([
        ...data.users.map((user) => [user.dn, netscapeUserUpgrade(user)] as const),
        ...data.groups.map((group, index) => [group.dn, netscapeGroupUpgrade(group, index)] as const),
      ]),
      ['dc=com,o=internet', 'dc=siroe,dc=com,o=internet'],
    ),
    ...compareConfiguration(root, expected),
    ...compareBackup(directoryRoot, { directoryLdif: ownPart(data) }),
    ...comparePreparation(directoryRoot),
    ...compareIplanet(root, {
      addresses: [...data.users, ...data.groups].map(({ mail }) => mail),
      syncLevel: '1',
    }),
  ];
}

/** What is below the users' suffix, which is what the directory's export holds. */
const ownPart = ({ directoryLdif }: NetscapeSite): string =>
  directoryLdif
    .split('\n\n')
    .filter((record) => !record.startsWith('dn: o=internet'))
    .join('\n\n');

/** The directory server was prepared, without its schema, and restarted since. */
function comparePreparation(root: string): Difference[] {
  const has = (name: string): boolean => existsSync(join(root, CONFIGURATION, name));
  return [
    ...(has('indexes') && !has('indexes.new') ? [] : ['the indexes of iPlanet are not in effect']),
    ...(has('schema-of-ims50') ? ['the schema was replaced by that of iPlanet'] : []),
  ].map((what) => difference('service', `directory: ${what}`));
}

export const netscape: LabScenario = { make, compare };
