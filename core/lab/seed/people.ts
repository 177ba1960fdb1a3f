import type { Random } from './random.ts';

export type SeedUser = {
  readonly uid: string;
  readonly cn: string;
  readonly sn: string;
  readonly givenName: string;
  readonly dn: string;
  readonly mail: string;
  readonly aliases: readonly string[];
  /** SIMS spelling: `20M`, `-1`. */
  readonly quota: string;
  readonly status: 'active' | 'inactive';
  readonly forwardsTo: readonly string[];
  readonly autoReply: string | null;
  /** SIMS' names; none means all. */
  readonly services: readonly string[];
  /** Modified UTF-7, as on disk. INBOX is always there. */
  readonly folders: readonly string[];
};
export type SeedGroup = {
  readonly cn: string;
  readonly dn: string;
  readonly mail: string;
  readonly aliases: readonly string[];
  /** DNs of users. */
  readonly members: readonly string[];
  readonly outside: readonly string[];
  readonly owner: string;
  readonly moderated: boolean;
  readonly deliversToFile: string | null;
};

export const DOMAIN_DN = 'dc=siroe,dc=com,o=internet';
export const MAIL_DOMAIN = 'siroe.com';

type Name = readonly [uid: string, givenName: string, sn: string];
/** The first four try what is hard on DNs: a comma, quotes, Japanese, a plus and a semicolon. */
const NAMES: readonly Name[] = [
  ['wallyc', 'Wally', 'Carter, Jr.'],
  ['maryl', 'Mary "Mo"', 'Lane'],
  ['taro.yamada', '太郎', '山田'],
  ['ops', 'A+B; C', '<Operations>'],
  ['hanako', '花子', '佐藤'],
  ['jiro', '二郎', '鈴木'],
  ['kenji', '健司', '高橋'],
  ['yumi', '由美', '伊藤'],
  ['ofanning', 'Otis', 'Fanning'],
  ['susan', 'Susan', 'Sims'],
  ['jorgensen', 'Bjørn', 'Jørgensen'],
  ['obrien', 'Pat', "O'Brien"],
];
const GIVEN = ['Alice', 'Bob', 'Carol', 'David', 'Erin', 'Frank', 'Grace'] as const;
const FAMILY = ['Brown', 'Cohen', 'Diaz', 'Evans'] as const;
const FOLDERS = ['Sent', 'Drafts', 'Projects', 'Projects/2000', '&ZeVnLIqe-', 'old mail', 'Trash'] as const;

/** RFC 2253: what would end or change an RDN's value is escaped. */
const escaped = (value: string): string => value.replaceAll(/[,+"\\<>;]/gu, String.raw`\$&`);

function namesOf(count: number): Name[] {
  const more = Array.from({ length: count - NAMES.length }, (_, index): Name => {
    const given = GIVEN[index % GIVEN.length] ?? GIVEN[0];
    const family = FAMILY[Math.floor(index / GIVEN.length) % FAMILY.length] ?? FAMILY[0];
    return [`${given.charAt(0)}${family}`.toLowerCase(), given, family];
  });
  return [...NAMES, ...more];
}

export function seedUsers(random: Random, count = 40): SeedUser[] {
  return namesOf(count).map(([uid, givenName, sn], index) => {
    const cn = `${givenName} ${sn} (${uid})`;
    const folders = FOLDERS.filter(() => random.below(3) === 0);
    return {
      uid,
      cn,
      sn,
      givenName,
      dn: `cn=${escaped(cn)},ou=people,${DOMAIN_DN}`,
      mail: `${uid}@${MAIL_DOMAIN}`,
      aliases: index % 3 === 0 ? [`${uid}.mail@${MAIL_DOMAIN}`, `${uid}@mail.${MAIL_DOMAIN}`] : [],
      quota: random.pick(['20M', '20M', '-1', '-2', '5M', '1G']),
      status: index % 17 === 13 ? 'inactive' : 'active',
      forwardsTo: index % 8 === 4 ? [`${uid}@example.net`] : [],
      autoReply: index % 9 === 2 ? '休暇中です。$ 10 日に戻ります。' : null,
      services: index % 11 === 5 ? ['imap', 'pop3', 'smtp'] : [],
      // A folder in a folder brings the outer one along.
      folders: [
        ...new Set([
          'INBOX',
          ...folders.flatMap((name) => (name.includes('/') ? ['Projects', name] : [name])),
        ]),
      ],
    };
  });
}

const GROUPS = ['all-staff', 'football', 'sales', 'support', 'engineering', '総務'] as const;

export function seedGroups(random: Random, users: readonly SeedUser[]): SeedGroup[] {
  return GROUPS.map((cn, index) => {
    const address = cn === '総務' ? 'soumu' : cn;
    const members = users.filter(() => index === 0 || random.below(5) === 0).map(({ dn }) => dn);
    return {
      cn,
      dn: `cn=${cn},ou=groups,${DOMAIN_DN}`,
      mail: `${address}@${MAIL_DOMAIN}`,
      aliases: index % 2 === 0 ? [`${address}-list@${MAIL_DOMAIN}`] : [],
      members: members.length === 0 ? [users[0]?.dn ?? DOMAIN_DN] : members,
      outside: index === 1 ? ['john@example.org'] : [],
      owner: `mailto:owner@${MAIL_DOMAIN}`,
      moderated: index === 2,
      deliversToFile: index === 1 ? '/var/football.log' : null,
    };
  });
}
