import type { Entry } from './entry.ts';
import { upgradeNetscapeGroup, upgradeNetscapeUser } from './netscape.ts';
import { type Report, upgradeDomain, upgradeGroup, upgradeUser } from './sims.ts';

export type Kind = {
  readonly plural: string;
  readonly filter: string;
  /** Has it been upgraded before? Then its attributes are in the new form, and nothing but -A touches it. */
  readonly isUpgraded: (entry: Entry) => boolean;
  readonly upgrade: (entry: Entry, report: Report) => Entry;
};

const isRecipient = (entry: Entry): boolean => entry.isA('inetLocalMailRecipient');
const sims = {
  users: {
    plural: 'users',
    filter: '(objectClass=inetMailUser)',
    isUpgraded: isRecipient,
    upgrade: upgradeUser,
  },
  groups: {
    plural: 'groups',
    filter: '(objectClass=inetMailGroup)',
    isUpgraded: isRecipient,
    upgrade: upgradeGroup,
  },
  domains: {
    plural: 'domains',
    filter: '(&(objectClass=domain)(objectClass=simsMailDomain))',
    isUpgraded: (entry: Entry): boolean => entry.isA('mailDomain'),
    upgrade: upgradeDomain,
  },
};
const netscape = {
  users: {
    plural: 'users',
    filter: '(objectClass=mailRecipient)',
    isUpgraded: isRecipient,
    upgrade: upgradeNetscapeUser,
  },
  groups: {
    plural: 'groups',
    filter: '(objectClass=mailGroup)',
    isUpgraded: isRecipient,
    upgrade: upgradeNetscapeGroup,
  },
};

/** What -M and -m name together. Netscape has no domains; `both` is users and groups. Null for a word that is none. */
export function kindsOf(server: string, mode: string): readonly Kind[] | null {
  const family: Readonly<Record<string, Kind>> | undefined =
    server === 'sims' ? sims : server === 'nms' ? netscape : undefined;
  if (family === undefined) return null;
  const names = mode === 'both' ? ['users', 'groups'] : [mode.endsWith('s') ? mode : `${mode}s`];
  const kinds = names.flatMap((name) => (Object.hasOwn(family, name) ? [family[name]] : []));
  const known = kinds.filter((kind) => kind !== undefined);
  return known.length === names.length ? known : null;
}
