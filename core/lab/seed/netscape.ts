import { type SeedData, seedData, type SeedGroup, type SeedMessage } from './index.ts';
import { ldifEntry } from './ldif.ts';
import {
  groupAttributes,
  type NetscapePerson,
  NETSCAPE_SUFFIX,
  netscapeDn,
  quotaLimit,
  userAttributes,
} from './netscape-entries.ts';

export type { NetscapePerson };
export type Partition = 'primary' | 'second';

/** A site of Netscape Messaging Server 4 before its migration. */
export type NetscapeSite = {
  readonly suffix: string;
  readonly users: readonly NetscapePerson[];
  readonly groups: readonly SeedGroup[];
  readonly messages: readonly SeedMessage[];
  /** LDIF, parents first. */
  readonly directoryLdif: string;
  /** The databases and lists of the store, by path below it. */
  readonly storeFiles: ReadonlyMap<string, string>;
  readonly partitionOf: (mailbox: string) => Partition;
  /** Number of the account that the server runs as. */
  readonly serverUid: number;
};

const SERVER_UID = 500;

/** Made from a number: the same number and size, the same bytes. Everybody of `mailHost`; every fourth mailbox is in the second partition. */
export function netscapeSite(
  seed: number,
  { size, mailHost }: { readonly size: 'full' | 'small'; readonly mailHost: string },
): NetscapeSite {
  const data = seedData(seed, { size, mailHost, incoming: 20, queued: 12 });
  const users = data.users.map((user, index): NetscapePerson => ({
    ...user,
    index,
    dn: netscapeDn(user, index),
    partition: index % 4 === 2 ? 'second' : 'primary',
  }));
  const partitions = new Map(users.map(({ mailbox, partition }) => [mailbox, partition]));
  const byOldDn = new Map(data.users.map(({ dn }, index) => [dn, users[index]?.dn ?? dn]));
  const groups = data.groups.map((group) => ({
    ...group,
    dn: `cn=${escaped(group.cn)} (${group.domain}),ou=Groups,${NETSCAPE_SUFFIX}`,
    members: group.members.map((dn) => byOldDn.get(dn) ?? dn),
  }));
  return {
    suffix: NETSCAPE_SUFFIX,
    users,
    groups,
    messages: data.messages,
    directoryLdif: directory(users, groups, mailHost),
    storeFiles: new Map(storeFiles(users, data)),
    partitionOf: (mailbox) => partitions.get(mailbox) ?? 'primary',
    serverUid: SERVER_UID,
  };
}

const escaped = (value: string): string => value.replaceAll(/[,+"\\<>;]/gu, String.raw`\$&`);

function directory(users: readonly NetscapePerson[], groups: readonly SeedGroup[], mailHost: string): string {
  const unit = (dn: string, ou: string): string =>
    ldifEntry(dn, { objectClass: ['top', 'organizationalUnit'], ou: [ou] });
  return [
    ldifEntry(NETSCAPE_SUFFIX, { objectClass: ['top', 'organization'], o: ['siroe.com'] }),
    unit(`ou=People,${NETSCAPE_SUFFIX}`, 'People'),
    unit(String.raw`ou=Research\, Tokyo,ou=People,${NETSCAPE_SUFFIX}`, 'Research, Tokyo'),
    unit(`ou=Groups,${NETSCAPE_SUFFIX}`, 'Groups'),
    // The suffix for the DC tree is there; what goes below it is the migration's.
    ldifEntry('o=internet', { objectClass: ['top', 'organization'], o: ['internet'] }),
    ...users.map((user) => ldifEntry(user.dn, userAttributes(user, mailHost))),
    ...groups.map((group, index) => ldifEntry(group.dn, groupAttributes(group, index, mailHost))),
  ].join('\n');
}

/** Forms of the lab: a line a mailbox and a line a user; what is in the other files nobody reads. */
function storeFiles(users: readonly NetscapePerson[], { messages }: SeedData): [string, string][] {
  const sizes = new Map<string, number>();
  for (const { place, mailbox, bytes } of messages)
    if (place === 'store') sizes.set(mailbox, (sizes.get(mailbox) ?? 0) + bytes.length);
  const list = users.flatMap(({ mailbox, folders, partition }) =>
    folders.map((folder) => `user/${mailbox}/${folder} ${partition}\n`),
  );
  const quotas = users.map(
    (user) => `user/${user.mailbox} ${quotaLimit(user)} ${String(sizes.get(user.mailbox) ?? 0)}\n`,
  );
  return [
    ['mboxlist/data.db2', list.join('')],
    ['mboxlist/log.0000000001', 'log of data.db2\n'],
    ['mboxlist/__db.001', 'region\n'],
    ['quota.db2', `quota 4\n${quotas.join('')}`],
    ...users.map(({ mailbox, folders }): [string, string] => [
      `user/${mailbox}.sub`,
      folders.map((folder) => `user/${mailbox}/${folder}\n`).join(''),
    ]),
  ];
}
