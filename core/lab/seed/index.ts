import { simsDirectory } from './directory-ldif.ts';
import { type SeedMessage, seedMessages } from './messages.ts';
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
export type SeedOptions = {
  /** Every entry's mailHost. Default `mail.siroe.com`. */
  readonly mailHost?: string;
  /** Messages in folders. Default 300. */
  readonly stored?: number;
  /** Messages waiting in the queue. Default 12. */
  readonly queued?: number;
  /** Messages that come in one by one as long as SMTP is open. Default 20. */
  readonly incoming?: number;
};

/** A whole SIMS 4.0 site, siroe.com with about 40 users, made from a number: the same number, the same bytes. */
export function seedData(seed: number, options: SeedOptions = {}): SeedData {
  const random = new Random(seed);
  const users = seedUsers(random);
  const groups = seedGroups(random, users);
  const { mailHost = 'mail.siroe.com', stored = 300, queued = 12, incoming = 20 } = options;
  return {
    users,
    groups,
    messages: seedMessages(random, users, { stored, queued, incoming }),
    directoryLdif: simsDirectory(users, groups, mailHost),
  };
}
