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
  for (const name of [
    'mailMessageStore',
    'mailProgramDeliveryInfo',
    'mailAccessDomain',
    'nsmsgDisallowAccess',
  ]) {
    if (entry.first(name) !== undefined)
      report(entry.dn, `${name} means something else in iPlanet and was left`);
  }
  return entry;
}

export function upgradeNetscapeGroup(before: Entry, report: Report): Entry {
  const entry = before.copy();
  entry.add('objectClass', ...GROUP_CLASSES);
  if (entry.first('inetMailGroupStatus') === undefined) entry.set('inetMailGroupStatus', ['active']);
  entry.rename('mgrpApprovePassword', 'mgrpAuthPassword');
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
