import { createHash } from 'node:crypto';

import { DEFAULT_DOMAIN } from './domains.ts';
import type { SeedGroup, SeedUser } from './people.ts';

export const NETSCAPE_SUFFIX = 'o=siroe.com';
const PEOPLE = `ou=People,${NETSCAPE_SUFFIX}`;

export type NetscapePerson = SeedUser & {
  /** Place in the list, from which what is peculiar to some of them follows. */
  readonly index: number;
  readonly partition: 'primary' | 'second';
};
type Attributes = Readonly<Record<string, readonly string[]>>;

/** The RDN is the uid, `user@domain` outside of the default domain; one unit has a comma in its name. */
export const netscapeDn = ({ mailbox }: SeedUser, index: number): string =>
  index % 5 === 1
    ? `uid=${mailbox},${String.raw`ou=Research\, Tokyo`},${PEOPLE}`
    : `uid=${mailbox},${PEOPLE}`;

export const isVanity = ({ domain }: SeedUser): boolean => domain !== DEFAULT_DOMAIN;

const BYTES = { M: 2 ** 20, G: 2 ** 30 } as const;
function quotaOf(quota: string): readonly string[] {
  // 0 is no limit in Netscape's schema, and an entry without the attribute has the server's default.
  if (quota === '-1') return ['0'];
  if (quota === '-2') return [];
  const unit = quota.endsWith('G') ? BYTES.G : BYTES.M;
  return [String(Number(quota.slice(0, -1)) * unit)];
}

/** What the quota database says of the user, in bytes. */
export const quotaLimit = ({ quota }: SeedUser): string => quotaOf(quota)[0] ?? '0';

const REPLY_MODES = ['vacation', 'reply', 'echo'] as const;
/** Every mode occurs. */
export const replyMode = ({ index }: NetscapePerson): string =>
  REPLY_MODES[Math.floor(index / 9) % REPLY_MODES.length] ?? REPLY_MODES[0];
/** Netscape forwards on the address alone: half of those who forward have no option beside it. */
export const deliveryOptions = ({ index, forwardsTo }: NetscapePerson): readonly string[] =>
  forwardsTo.length > 0 && index % 16 === 4 ? [] : ['mailbox'];
export const messageLimit = ({ index }: NetscapePerson): readonly string[] =>
  index % 7 === 3 ? ['2000'] : [];
export const accessDomains = ({ index }: NetscapePerson): readonly string[] =>
  index % 11 === 5 ? ['*.siroe.com', '192.0.2.*'] : [];
export const disallowed = ({ index }: NetscapePerson): readonly string[] =>
  index % 11 === 6 ? ['http smtp'] : [];

export function userAttributes(user: NetscapePerson, mailHost: string): Attributes {
  const replies = user.autoReply !== null;
  const isAway = replies && replyMode(user) === 'vacation';
  return {
    objectClass: [
      'top',
      'person',
      'organizationalPerson',
      'inetOrgPerson',
      'mailRecipient',
      'nsMessagingServerUser',
    ],
    uid: [user.mailbox],
    cn: [`${user.givenName} ${user.sn}`],
    sn: [user.sn],
    givenName: [user.givenName],
    userPassword: [`{SHA}${createHash('sha1').update(`password of ${user.mailbox}`).digest('base64')}`],
    mail: [user.mail],
    mailAlternateAddress: user.aliases,
    mailHost: [mailHost],
    mailDeliveryOption: deliveryOptions(user),
    mailForwardingAddress: user.forwardsTo,
    mailQuota: quotaOf(user.quota),
    nsmsgNumMsgQuota: messageLimit(user),
    mailAccessDomain: accessDomains(user),
    nsmsgDisallowAccess: disallowed(user),
    mailMessageStore: user.partition === 'second' ? ['/var/mail2/second'] : [],
    mailAutoReplyMode: replies ? [replyMode(user)] : [],
    mailAutoReplyText: user.autoReply === null ? [] : [user.autoReply],
    vacationStartDate: isAway ? ['2000/12/01'] : [],
    vacationEndDate: isAway ? ['2000/12/31'] : [],
  };
}

/** One group in four keeps its members in Netscape's own attribute. */
export const isEnhanced = (index: number): boolean => index % 4 === 3;
export const hasPassword = (index: number): boolean => index % 6 === 4;

export function groupAttributes(group: SeedGroup, index: number, mailHost: string): Attributes {
  const enhanced = isEnhanced(index);
  const [first = '', ...others] = group.members;
  return {
    objectClass: [
      'top',
      'groupOfUniqueNames',
      'mailGroup',
      ...(enhanced ? ['groupOfMailEnhancedUniqueNames'] : []),
    ],
    cn: [`${group.cn} (${group.domain})`, group.cn],
    mail: [group.mail],
    mailAlternateAddress: group.aliases,
    mailHost: [mailHost],
    uniqueMember: enhanced ? [first] : group.members,
    mailEnhancedUniqueMember: enhanced ? others.map((member) => `${member}#header`) : [],
    mgrpRFC822MailMember: group.outside,
    mgrpErrorsTo: [group.owner],
    mgrpModerator: group.moderated ? [group.owner] : [],
    mgrpAllowedDomain: [group.domain],
    mgrpBroadcasterPolicy: index % 3 === 1 ? ['smtp_auth_required'] : [],
    mgrpApprovePassword: hasPassword(index) ? ['open sesame'] : [],
    mgrpMsgMaxSize: index % 2 === 0 ? ['100000'] : [],
  };
}
