import type { Entry } from './entry.ts';
import type { Report } from './sims.ts';

/** How entries of Netscape Messaging Server 4.x become entries of iPlanet Messaging Server 5.0. Old classes stay. */
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

export function upgradeNetscapeUser(before: Entry, report: Report): Entry {
  const entry = before.copy();
  entry.add('objectClass', ...USER_CLASSES);
  if (entry.first('inetUserStatus') === undefined) entry.set('inetUserStatus', ['active']);
  if (entry.first('mailUserStatus') === undefined) entry.set('mailUserStatus', ['active']);
  // Netscape forwards and replies on the attribute alone, iPlanet on the option.
  if (entry.get('mailForwardingAddress').length > 0) entry.add('mailDeliveryOption', 'forward');
  if (entry.first('mailAutoReplyMode') !== undefined) entry.add('mailDeliveryOption', 'autoreply');
  // 0 is no limit in Netscape and nothing at all in iPlanet.
  entry.set(
    'mailQuota',
    entry.get('mailQuota').map((quota) => (quota === '0' ? '-1' : quota)),
  );
  entry.rename('nsmsgNumMsgQuota', 'mailMsgQuota');
  allowServices(entry, report);
  for (const name of ['mailMessageStore', 'mailProgramDeliveryInfo']) {
    if (entry.first(name) !== undefined)
      report(entry.dn, `${name} means something else in iPlanet and was left`);
  }
  return entry;
}

/** Reading from some places alone, and services that are denied: both are rules of one attribute in iPlanet. */
function allowServices(entry: Entry, report: Report): void {
  const places = entry.get('mailAccessDomain');
  const denied = entry
    .get('nsmsgDisallowAccess')
    .flatMap((value) => value.split(/\s+/u))
    .filter((word) => word !== '');
  // An allow rule denies every service that it does not name, and sending was never bound to a place.
  const allow = places.length === 0 ? [] : [`+imap,pop,http:${places.join(',')}`, '+smtp:*'];
  const deny = denied.map((service) => `-${service.toLowerCase()}:*`);
  if (deny.length > 0)
    report(entry.dn, 'the words of nsmsgDisallowAccess are not documented and were taken over');
  const rules = [...deny, ...allow];
  if (rules.length > 0) entry.set('mailAllowedServiceAccess', [rules.join('$')]);
  entry.set('mailAccessDomain', []);
  entry.set('nsmsgDisallowAccess', []);
}

export function upgradeNetscapeGroup(before: Entry, report: Report): Entry {
  const entry = before.copy();
  entry.add('objectClass', ...GROUP_CLASSES);
  if (entry.first('inetMailGroupStatus') === undefined) entry.set('inetMailGroupStatus', ['active']);
  entry.rename('mgrpApprovePassword', 'mgrpAuthPassword');
  // Behind the name of the member stands how the mail goes to it, for which there is no place any more.
  entry.rename('mailEnhancedUniqueMember', 'uniqueMember', (member) => member.replace(/#[^,#]*$/u, ''));
  entry.set(
    'mgrpBroadcasterPolicy',
    entry.get('mgrpBroadcasterPolicy').map((word) => (word === 'smtp_auth_required' ? 'AUTH_REQ' : word)),
  );
  for (const word of ['cert_required', 'password_required']) {
    if (entry.get('mgrpBroadcasterPolicy').includes(word))
      report(entry.dn, `no counterpart of ${word} is documented`);
  }
  return entry;
}
