import type { Entry } from './entry.ts';

/**
 * How entries of SIMS 4.0 become entries of iPlanet Messaging Server 5.0. Classes are added and the old ones stay (their MUSTs
 * hold on); attributes whose meaning moved to another name move with it. Reasons to look at an entry go to `report`.
 */
export type Report = (dn: string, what: string) => void;

const USER_CLASSES = [
  'inetUser',
  'ipUser',
  'inetMailUser',
  'inetLocalMailRecipient',
  'nsManagedPerson',
  'userPresenceProfile',
];
const GROUP_CLASSES = [
  'inetMailGroup',
  'inetLocalMailRecipient',
  'inetMailGroupManagement',
  'nsManagedMailList',
];
const DOMAIN_CLASSES = ['inetDomain', 'mailDomain', 'nsManagedDomain'];

/** SIMS' names of services beside iPlanet's. */
const SERVICES: Readonly<Record<string, string>> = {
  imap: 'imap',
  imaps: 'imaps',
  pop3: 'pop',
  pop3s: 'pops',
  pop3r: 'pop',
  smtp: 'smtp',
  smtps: 'smtp',
};
const UNITS: Readonly<Record<string, number>> = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** `20M` in bytes. -1 (none) and -2 (default) mean the same in both products. */
export function quotaInBytes(quota: string): string {
  const [, number = '', unit = ''] = /^(\d+)([KMGT])$/iu.exec(quota) ?? [];
  return number === '' ? quota : String(Number(number) * (UNITS[unit.toUpperCase()] ?? 1));
}

/** An LDAP URL without a host has two slashes in SIMS and three in iPlanet. */
const withThreeSlashes = (value: string): string => value.replace(/^ldap:\/\/(?!\/)/iu, 'ldap:///');

function allowedServices(entry: Entry, report: Report): void {
  const named = entry.get('inetAuthorizedServices').map((service) => SERVICES[service.toLowerCase()]);
  const services = [...new Set(named.filter((service) => service !== undefined))];
  if (services.length > 0) {
    entry.set('mailAllowedServiceAccess', [`+${services.join(',')}:*`]);
    report(entry.dn, 'an allow list also denies services that are not in it, web mail among them');
  }
  entry.set('inetAuthorizedServices', []);
}

export function upgradeUser(before: Entry, report: Report): Entry {
  const entry = before.copy();
  entry.add('objectClass', ...USER_CLASSES);
  entry.rename('rfc822MailAlias', 'mailAlternateAddress');
  entry.rename('inetSubscriberStatus', 'inetUserStatus');
  if (entry.first('inetUserStatus') === undefined) entry.set('inetUserStatus', ['active']);
  if (entry.first('mailUserStatus') === undefined) entry.set('mailUserStatus', ['active']);
  allowedServices(entry, report);
  entry.set('mailQuota', entry.get('mailQuota').map(quotaInBytes));
  if (entry.get('mailDeliveryOption').includes('autoreply')) entry.set('mailAutoReplyMode', ['vacation']);
  entry.rename('mailAutoReplyStartDate', 'vacationStartDate');
  entry.rename('mailAutoReplyExpirationDate', 'vacationEndDate');
  if (entry.get('mailDeliveryOption').includes('native')) report(entry.dn, 'iPlanet cannot read /var/mail');
  if (entry.get('mailDeliveryFile').length > 0) report(entry.dn, 'delivery to a file is for groups alone');
  for (const name of ['mailFolderMap', 'mailMessageStore', 'inetMailUserVersion']) entry.set(name, []);
  return entry;
}

export function upgradeGroup(before: Entry, report: Report): Entry {
  const entry = before.copy();
  entry.add('objectClass', ...GROUP_CLASSES);
  entry.rename('rfc822MailAlias', 'mailAlternateAddress');
  for (const [from, to] of [
    ['errorsTo', 'mgrpErrorsTo'],
    ['moderator', 'mgrpModerator'],
    ['requestsTo', 'mgrpRequestTo'],
    ['rfc822MailMember', 'mgrpRFC822MailMember'],
    ['authorizedDomain', 'mgrpAllowedDomain'],
    ['authorizedSubmitter', 'mgrpAllowedBroadcaster'],
    ['unauthorizedDomain', 'mgrpDisallowedDomain'],
    ['unauthorizedSubmitter', 'mgrpDisallowedBroadcaster'],
    ['membershipFilter', 'mgrpDeliverTo'],
  ] as const) {
    entry.rename(from, to, withThreeSlashes);
  }
  if (entry.first('inetMailGroupStatus') === undefined) entry.set('inetMailGroupStatus', ['active']);
  const isFile = (path: string): string => (path.startsWith('file:') ? path : `file://${path}`);
  entry.rename('mailDeliveryFile', 'mailDeliveryFileURL', isFile);
  for (const name of ['joinable', 'expandable', 'suppressEmailError']) {
    if (entry.first(name) !== undefined)
      report(entry.dn, `${name} has no documented counterpart and was left`);
  }
  if (entry.get('mailDeliveryOption').includes('shared'))
    report(entry.dn, 'shared folders have no counterpart');
  entry.set('inetMailGroupVersion', []);
  return entry;
}

export function upgradeDomain(before: Entry, _report: Report): Entry {
  const entry = before.copy();
  entry.add('objectClass', ...DOMAIN_CLASSES);
  // Users live in the DC tree itself, so that the domain's organization is the domain.
  if (entry.first('inetDomainBaseDN') === undefined) entry.set('inetDomainBaseDN', [entry.dn]);
  if (entry.first('inetDomainStatus') === undefined) entry.set('inetDomainStatus', ['active']);
  if (entry.first('mailDomainStatus') === undefined) entry.set('mailDomainStatus', ['active']);
  entry.set('mailQuota', entry.get('mailQuota').map(quotaInBytes));
  return entry;
}
