import { DEFAULT_DOMAIN, dnOfDomain } from './domains.ts';
import type { Random } from './random.ts';

export type SeedUser = {
  readonly uid: string;
  readonly domain: string;
  /** Its name in the stores and in lists of users: the uid in the default domain, `uid@domain` elsewhere. */
  readonly mailbox: string;
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
  readonly domain: string;
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
type Written = readonly [romanised: string, written: string];
const JAPANESE_GIVEN: readonly Written[] = [
  ['akira', '明'],
  ['emi', '恵美'],
  ['haruko', '春子'],
  ['ichiro', '一郎'],
  ['kaori', '香織'],
  ['makoto', '誠'],
  ['naomi', '直美'],
  ['ryo', '涼'],
  ['saburo', '三郎'],
  ['sachiko', '幸子'],
  ['shinji', '真司'],
  ['takashi', '隆'],
  ['tomoko', '智子'],
  ['yoshiko', '良子'],
  ['yuji', '雄二'],
  ['yuka', '由佳'],
];
const JAPANESE_FAMILY: readonly Written[] = [
  ['tanaka', '田中'],
  ['watanabe', '渡辺'],
  ['nakamura', '中村'],
  ['kobayashi', '小林'],
  ['kato', '加藤'],
  ['yoshida', '吉田'],
  ['sasaki', '佐々木'],
  ['matsumoto', '松本'],
  ['inoue', '井上'],
  ['kimura', '木村'],
  ['hayashi', '林'],
  ['shimizu', '清水'],
  ['saito', '斎藤'],
];
const FOLDERS = ['Sent', 'Drafts', 'Projects', 'Projects/2000', '&ZeVnLIqe-', 'old mail', 'Trash'] as const;

/** RFC 2253: what would end or change an RDN's value is escaped. */
const escaped = (value: string): string => value.replaceAll(/[,+"\\<>;]/gu, String.raw`\$&`);

function namesOf(count: number): Name[] {
  const english = Array.from({ length: GIVEN.length * FAMILY.length }, (_, index): Name => {
    const given = GIVEN[index % GIVEN.length] ?? GIVEN[0];
    const family = FAMILY[Math.floor(index / GIVEN.length)] ?? FAMILY[0];
    return [`${given.charAt(0)}${family}`.toLowerCase(), given, family];
  });
  const japanese = JAPANESE_FAMILY.flatMap(([familyName, family]) =>
    JAPANESE_GIVEN.map(([givenName, given]): Name => [`${givenName}.${familyName}`, given, family]),
  );
  return [...NAMES, ...english, ...japanese].slice(0, count);
}

/** Users of one domain. Domains share uids: whoever forgets the domain mixes people up. At most 248. */
export function seedUsers(random: Random, count = 40, domain = DEFAULT_DOMAIN): SeedUser[] {
  return namesOf(count).map(([uid, givenName, sn], index) => {
    const cn = `${givenName} ${sn} (${uid})`;
    const folders = FOLDERS.filter(() => random.below(3) === 0);
    return {
      uid,
      domain,
      mailbox: domain === DEFAULT_DOMAIN ? uid : `${uid}@${domain}`,
      cn,
      sn,
      givenName,
      dn: `cn=${escaped(cn)},ou=people,${dnOfDomain(domain)}`,
      mail: `${uid}@${domain}`,
      aliases: index % 3 === 0 ? [`${uid}.mail@${domain}`, `${uid}@mail.${domain}`] : [],
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

/** The name and the address, where that is another. */
const GROUPS: readonly (readonly [cn: string, address?: string])[] = [
  ['all-staff'],
  ['football'],
  ['sales'],
  ['support'],
  ['engineering'],
  ['総務', 'soumu'],
  ['R&D, "Tokyo"', 'rd-tokyo'],
  ['開発部', 'kaihatsu'],
  ['営業部', 'eigyo'],
  ['経理部', 'keiri'],
  ['人事部', 'jinji'],
  ['board+secretaries', 'board'],
];

function groupNames(count: number): (readonly [cn: string, address: string])[] {
  const projects = Array.from({ length: count }, (_, index) => [`project-${String(index + 1)}`] as const);
  return [...GROUPS, ...projects].slice(0, count).map(([cn, address = cn]) => [cn, address]);
}

export function seedGroups(
  random: Random,
  users: readonly SeedUser[],
  count = 6,
  domain = DEFAULT_DOMAIN,
): SeedGroup[] {
  return groupNames(count).map(([cn, address], index) => {
    const members = users.filter(() => index === 0 || random.below(5) === 0).map(({ dn }) => dn);
    return {
      cn,
      domain,
      dn: `cn=${escaped(cn)},ou=groups,${dnOfDomain(domain)}`,
      mail: `${address}@${domain}`,
      aliases: index % 2 === 0 ? [`${address}-list@${domain}`] : [],
      members: members.length === 0 ? [users[0]?.dn ?? dnOfDomain(domain)] : members,
      outside: index === 1 ? ['john@example.org'] : [],
      owner: `mailto:owner@${domain}`,
      moderated: index === 2,
      deliversToFile: index === 1 ? '/var/football.log' : null,
    };
  });
}
