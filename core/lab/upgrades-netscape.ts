import {
  accessDomains,
  deliveryOptions,
  disallowed,
  hasPassword,
  isEnhanced,
  isVanity,
  messageLimit,
  type NetscapePerson,
} from './seed/netscape-entries.ts';
import type { SeedGroup } from './seed/people.ts';
import type { Upgrade } from './upgrades.ts';

/** What an entry of Netscape Messaging Server is in the schema of iPlanet, once vanity domains are set up again. Apart from the stand-in. */
export function netscapeUserUpgrade(user: NetscapePerson): Upgrade {
  const options = [
    ...deliveryOptions(user),
    ...(user.forwardsTo.length > 0 ? ['forward'] : []),
    ...(user.autoReply === null ? [] : ['autoreply']),
  ];
  const [places, denied] = [accessDomains(user), disallowed(user)];
  const rules = [
    ...denied.flatMap((words) => words.split(' ').map((word) => `-${word}:*`)),
    ...(places.length === 0 ? [] : [`+imap,pop,http:${places.join(',')}`, '+smtp:*']),
  ];
  return {
    classes: [
      'inetUser',
      'ipUser',
      'inetMailUser',
      'inetLocalMailRecipient',
      'nsManagedPerson',
      'userPresenceProfile',
      ...(isVanity(user) ? ['msgVanityDomainUser'] : []),
    ],
    moves: {},
    values: {
      inetUserStatus: ['active'],
      mailUserStatus: ['active'],
      mailDeliveryOption: options,
      ...(user.quota === '-1' ? { mailQuota: ['-1'] } : {}),
      mailMsgQuota: messageLimit(user),
      mailAllowedServiceAccess: rules.length === 0 ? [] : [rules.join('$')],
      msgVanityDomain: isVanity(user) ? [user.domain] : [],
      nsmsgNumMsgQuota: [],
      mailAccessDomain: [],
      nsmsgDisallowAccess: [],
    },
  };
}

export const netscapeGroupUpgrade = (group: SeedGroup, index: number): Upgrade => ({
  classes: ['inetMailGroup', 'inetLocalMailRecipient', 'inetMailGroupManagement', 'nsManagedMailList'],
  moves: {},
  values: {
    inetMailGroupStatus: ['active'],
    uniqueMember: group.members,
    ...(isEnhanced(index) ? { mailEnhancedUniqueMember: [] } : {}),
    ...(index % 3 === 1 ? { mgrpBroadcasterPolicy: ['AUTH_REQ'] } : {}),
    mgrpAuthPassword: hasPassword(index) ? ['open sesame'] : [],
    mgrpApprovePassword: [],
  },
});
