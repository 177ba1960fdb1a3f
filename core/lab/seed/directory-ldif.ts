import { createHash } from 'node:crypto';

import { dnOfDomain, SUFFIX } from './domains.ts';
import type { SeedGroup, SeedUser } from './people.ts';

type Line = readonly [attribute: string, value: string];

const SAFE = /^(?:[!-9;=-~][ -~]*[!-~]|[!-9;=-~])$/u;

/** RFC 2849: what is not plain ASCII, or begins or ends oddly, goes as base64. */
function ldifLine([attribute, value]: Line): string {
  return SAFE.test(value)
    ? `${attribute}: ${value}`
    : `${attribute}:: ${Buffer.from(value).toString('base64')}`;
}
const entry = (dn: string, lines: readonly Line[]): string =>
  `${[['dn', dn] as const, ...lines].map(ldifLine).join('\n')}\n`;

const each = (attribute: string, values: readonly string[]): Line[] =>
  values.map((value) => [attribute, value]);
const classes = (...names: readonly string[]): Line[] => each('objectClass', names);
/** Hashed, so that no password stands in any dump of a rehearsal. */
const passwordOf = (uid: string): string =>
  `{SHA}${createHash('sha1').update(`password of ${uid}`).digest('base64')}`;

/** The suffix, the domains above the mail domains, and these with their two units each. */
function tree(mailHost: string, domains: readonly string[]): string[] {
  const outer = domains.flatMap((domain) => {
    const labels = domain.split('.');
    return labels.slice(1).map((_, index) => labels.slice(-1 - index).join('.'));
  });
  return [
    entry(SUFFIX, [...classes('organization'), ['o', 'internet']]),
    ...[...new Set(outer)].map((domain) =>
      entry(dnOfDomain(domain), [...classes('domain'), ['dc', head(domain)]]),
    ),
    ...domains.flatMap((domain) => [
      entry(dnOfDomain(domain), [
        ...classes('domain', 'simsMailDomain'),
        ['dc', head(domain)],
        ['preferredMailHost', mailHost],
        ['mailQuota', '500M'],
      ]),
      ...['people', 'groups'].map((ou) =>
        entry(`ou=${ou},${dnOfDomain(domain)}`, [...classes('organizationalUnit'), ['ou', ou]]),
      ),
    ]),
  ];
}
const head = (domain: string): string => domain.split('.')[0] ?? domain;

function userEntry(user: SeedUser, mailHost: string): string {
  const autoReply: Line[] =
    user.autoReply === null
      ? []
      : [
          ['mailAutoReplyStartDate', '20001201000000Z'],
          ['mailAutoReplyExpirationDate', '20001231000000Z'],
          ['mailAutoReplyTimeout', '168'],
          ['mailAutoReplySubject', 'away ($SUBJECT)'],
          ['mailAutoReplyText', user.autoReply],
        ];
  const options = [
    'mailbox',
    ...(user.forwardsTo.length > 0 ? ['forward'] : []),
    ...(user.autoReply === null ? [] : ['autoreply']),
  ];
  return entry(user.dn, [
    ...classes('top', 'person', 'organizationalPerson', 'inetOrgPerson'),
    ...classes('inetSubscriber', 'inetMailRouting', 'inetMailUser'),
    ['cn', user.cn],
    ['cn', `${user.givenName} ${user.sn}`],
    ['sn', user.sn],
    ['givenName', user.givenName],
    ['uid', user.uid],
    ['userPassword', passwordOf(user.uid)],
    ['mail', user.mail],
    ...each('rfc822MailAlias', user.aliases),
    ['mailHost', mailHost],
    ['mailFolderMap', 'Sun-MS'],
    ...each('mailDeliveryOption', options),
    ...each('mailForwardingAddress', user.forwardsTo),
    ['mailQuota', user.quota],
    ['dataSource', 'Mail Server 4.0'],
    ['inetMailUserVersion', '1.0'],
    ['inetSubscriberStatus', user.status],
    ...each('inetAuthorizedServices', user.services),
    ...autoReply,
  ]);
}

function groupEntry(group: SeedGroup, mailHost: string): string {
  return entry(group.dn, [
    ...classes('top', 'groupOfUniqueNames', 'inetMailRouting', 'inetMailGroup'),
    ['cn', group.cn],
    ['inetMailGroupVersion', '1.0'],
    ['inetMailGroupStatus', 'active'],
    ['dataSource', 'Mail Server 4.0'],
    ['expandable', 'false'],
    ['joinable', 'TRUE'],
    ['mail', group.mail],
    ...each('rfc822MailAlias', group.aliases),
    ['mailHost', mailHost],
    ...each('uniqueMember', group.members),
    ...each('rfc822MailMember', group.outside),
    ['errorsTo', group.owner],
    ['requestsTo', group.owner],
    ...(group.moderated ? each('moderator', [group.owner]) : []),
    ...each('authorizedDomain', [group.domain]),
    ...(group.deliversToFile === null
      ? []
      : ([
          ['mailDeliveryOption', 'file'],
          ['mailDeliveryFile', group.deliversToFile],
        ] as const)),
  ]);
}

/** The directory of the lab as SIMS 4.0 left it, parents first. */
export function simsDirectory(
  users: readonly SeedUser[],
  groups: readonly SeedGroup[],
  mailHost: string,
): string {
  return [
    ...tree(mailHost, [...new Set(users.map(({ domain }) => domain))]),
    ...users.map((user) => userEntry(user, mailHost)),
    ...groups.map((group) => groupEntry(group, mailHost)),
  ].join('\n');
}
