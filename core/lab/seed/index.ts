import { simsDirectory } from './directory-ldif.ts';
import { HOSTED_DOMAINS } from './domains.ts';
import { type MessageCounts, type SeedMessage, seedMessages } from './messages.ts';
import { type SeedGroup, type SeedUser, seedGroups, seedUsers } from './people.ts';
import { Random } from './random.ts';

export type { SeedGroup, SeedMessage, SeedUser };

export type SeedData = {
  readonly users: readonly SeedUser[];
  readonly groups: readonly SeedGroup[];
  readonly messages: readonly SeedMessage[];
  /** LDIF, SIMS 4.0 entries under `o=internet`, parents first. */
  readonly directoryLdif: string;
};

type Amounts = MessageCounts & {
  /** In siroe.com and in each of the hosted domains. */
  readonly users: readonly number[];
  readonly groups: readonly number[];
};
/** Three domains with 300 users and 30 groups, and a tenth of it. */
const AMOUNTS = {
  full: {
    users: [200, 60, 40],
    groups: [18, 7, 5],
    stored: 4000,
    queued: 24,
    incoming: 340,
    skewed: true,
  },
  small: { users: [34, 3, 3], groups: [6, 1, 1], stored: 300, queued: 12, incoming: 60 },
} as const satisfies Readonly<Record<string, Amounts>>;

export type SeedOptions = {
  readonly size?: keyof typeof AMOUNTS;
  /** Every entry's mailHost. Default `mail.siroe.com`. */
  readonly mailHost?: string;
} & Partial<Omit<MessageCounts, 'skewed'>>;

/** A whole SIMS 4.0 site made from a number: the same number and size, the same bytes. Default `small`. */
export function seedData(seed: number, options: SeedOptions = {}): SeedData {
  const { size = 'small', mailHost = 'mail.siroe.com' } = options;
  const amounts = AMOUNTS[size];
  const random = new Random(seed);
  const domains = [undefined, ...HOSTED_DOMAINS].map((domain, index) => {
    const users = seedUsers(random, amounts.users[index] ?? 0, domain);
    return { users, groups: seedGroups(random, users, amounts.groups[index] ?? 0, domain) };
  });
  const users = domains.flatMap((one) => one.users);
  const groups = domains.flatMap((one) => one.groups);
  return {
    users,
    groups,
    messages: seedMessages(random, users, { ...amounts, ...options }),
    directoryLdif: simsDirectory(users, groups, mailHost),
  };
}
