import type { SeedGroup, SeedUser } from './seed/index.ts';

type Values = Readonly<Record<string, readonly string[]>>;

/**
 * What a SIMS entry is in the schema of iPlanet Messaging Server 5.0. Written from the seed's data and the Schema Reference,
 * apart from the stand-in of `imsdirmig`, so that the one can find the other wrong.
 */
export type Upgrade = {
  /** Besides those that it had. */
  readonly classes: readonly string[];
  /** Attributes whose values go on under another name. */
  readonly moves: Readonly<Record<string, string>>;
  /** Attributes with values of their own; none: the attribute is gone. */
  readonly values: Values;
};

const BYTES = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 } as const;
const SERVICES: Readonly<Record<string, string>> = { imap: 'imap', pop3: 'pop', smtp: 'smtp' };

function inBytes(quota: string): string {
  const unit = Object.entries(BYTES).find(([letter]) => quota.endsWith(letter));
  return unit === undefined ? quota : String(Number(quota.slice(0, -1)) * unit[1]);
}

export function userUpgrade({ quota, services, autoReply }: SeedUser): Upgrade {
  const allowed = services.map((service) => SERVICES[service] ?? service);
  return {
    classes: [
      'person',
      'inetUser',
      'organizationalPerson',
      'inetOrgPerson',
      'ipUser',
      'userPresenceProfile',
      'inetMailUser',
      'inetLocalMailRecipient',
      'nsManagedPerson',
    ],
    moves: {
      rfc822MailAlias: 'mailAlternateAddress',
      inetSubscriberStatus: 'inetUserStatus',
      mailAutoReplyStartDate: 'vacationStartDate',
      mailAutoReplyExpirationDate: 'vacationEndDate',
    },
    values: {
      mailUserStatus: ['active'],
      mailQuota: [inBytes(quota)],
      mailAutoReplyMode: autoReply === null ? [] : ['vacation'],
      mailAllowedServiceAccess: allowed.length === 0 ? [] : [`+${allowed.join(',')}:*`],
      ...gone('inetAuthorizedServices', 'mailFolderMap', 'inetMailUserVersion'),
    },
  };
}

export function groupUpgrade({ deliversToFile }: SeedGroup): Upgrade {
  return {
    classes: [
      'groupOfUniqueNames',
      'inetMailGroup',
      'inetLocalMailRecipient',
      'inetMailGroupManagement',
      'nsManagedMailList',
    ],
    moves: {
      rfc822MailAlias: 'mailAlternateAddress',
      rfc822MailMember: 'mgrpRFC822MailMember',
      errorsTo: 'mgrpErrorsTo',
      requestsTo: 'mgrpRequestTo',
      moderator: 'mgrpModerator',
      authorizedDomain: 'mgrpAllowedDomain',
    },
    values: {
      mailDeliveryFileURL: deliversToFile === null ? [] : [`file://${deliversToFile}`],
      ...gone('mailDeliveryFile', 'inetMailGroupVersion'),
    },
  };
}

/** SIMS has its users in the DC tree itself, so a domain is its own organization. */
export const domainUpgrade = (dn: string, quota: string): Upgrade => ({
  classes: ['domain', 'inetDomain', 'mailDomain', 'nsManagedDomain'],
  moves: {},
  values: {
    inetDomainBaseDN: [dn],
    inetDomainStatus: ['active'],
    mailDomainStatus: ['active'],
    mailQuota: [inBytes(quota)],
  },
});

const gone = (...names: readonly string[]): Values => Object.fromEntries(names.map((name) => [name, []]));
