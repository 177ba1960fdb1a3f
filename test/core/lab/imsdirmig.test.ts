import { describe, expect, test } from 'vitest';

import { assign, readAssignments } from '#core/lab/stand-ins/directory/assignments.ts';
import { Entry } from '#core/lab/stand-ins/directory/entry.ts';
import { kindsOf } from '#core/lab/stand-ins/directory/kinds.ts';
import { changeRecord, readLdif } from '#core/lab/stand-ins/directory/ldif.ts';

type Attributes = Readonly<Record<string, readonly string[]>>;

function entryOf(attributes: Attributes): Entry {
  const entry = new Entry('cn=x,o=internet');
  for (const [name, values] of Object.entries(attributes)) entry.set(name, values);
  return entry;
}
const attributesOf = (entry: Entry): Attributes =>
  Object.fromEntries(entry.names().map((name) => [name, entry.get(name)]));

function upgraded(server: string, mode: string, attributes: Attributes) {
  const reports: string[] = [];
  const [kind] = kindsOf(server, mode) ?? [];
  const entry = kind?.upgrade(entryOf(attributes), (_, what) => reports.push(what)) ?? new Entry('');
  return { attributes: attributesOf(entry), reports };
}

const userClasses = [
  'inetUser',
  'ipUser',
  'inetMailUser',
  'inetLocalMailRecipient',
  'nsManagedPerson',
  'userPresenceProfile',
];
const user = {
  objectClass: userClasses,
  inetUserStatus: ['active'],
  mailUserStatus: ['active'],
};

describe('a SIMS user', () => {
  test.each<[rule: string, before: Attributes, after: Attributes]>([
    ['gets the classes of iPlanet', {}, user],
    [
      'keeps the classes of SIMS',
      { objectClass: ['inetMailRouting', 'inetmailuser'] },
      {
        ...user,
        objectClass: [
          'inetMailRouting',
          'inetmailuser',
          ...userClasses.filter((name) => name !== 'inetMailUser'),
        ],
      },
    ],
    [
      'keeps other addresses under another name',
      { rfc822MailAlias: ['a@siroe.com', 'b@siroe.com'] },
      { ...user, mailAlternateAddress: ['a@siroe.com', 'b@siroe.com'] },
    ],
    [
      'that was disabled stays disabled',
      { inetSubscriberStatus: ['inactive'] },
      { ...user, inetUserStatus: ['inactive'] },
    ],
    ['has a quota in bytes', { mailQuota: ['20M'] }, { ...user, mailQuota: ['20971520'] }],
    ['without a quota has none afterwards', { mailQuota: ['-1'] }, { ...user, mailQuota: ['-1'] }],
    [
      'that is away stays away',
      {
        mailDeliveryOption: ['mailbox', 'autoreply'],
        mailAutoReplyStartDate: ['20001201000000Z'],
        mailAutoReplyExpirationDate: ['20001231000000Z'],
      },
      {
        ...user,
        mailDeliveryOption: ['mailbox', 'autoreply'],
        mailAutoReplyMode: ['vacation'],
        vacationStartDate: ['20001201000000Z'],
        vacationEndDate: ['20001231000000Z'],
      },
    ],
    [
      'loses what iPlanet reads differently',
      { mailFolderMap: ['Sun-MS'], mailMessageStore: ['/var/mail'], inetMailUserVersion: ['1.0'] },
      user,
    ],
  ])('%s', (_, before, after) => {
    expect(upgraded('sims', 'users', before).attributes).toEqual(after);
  });

  test('with an allow list gets one, and a report that it denies everything else', () => {
    const { attributes, reports } = upgraded('sims', 'user', {
      inetAuthorizedServices: ['imap', 'pop3', 'pop3r', 'smtp'],
    });
    expect(attributes['mailAllowedServiceAccess']).toEqual(['+imap,pop,smtp:*']);
    expect(attributes['inetAuthorizedServices']).toBeUndefined();
    expect(reports).toEqual(['an allow list also denies services that are not in it, web mail among them']);
  });
});

test('a SIMS group keeps its owners, members and file under the names of iPlanet', () => {
  const { attributes } = upgraded('sims', 'groups', {
    errorsTo: ['ldap://cn=Owner,o=internet'],
    moderator: ['mailto:m@siroe.com'],
    rfc822MailMember: ['john@example.org'],
    authorizedDomain: ['siroe.com'],
    mailDeliveryFile: ['/var/football.log'],
    inetMailGroupVersion: ['1.0'],
  });
  expect(attributes).toEqual({
    objectClass: ['inetMailGroup', 'inetLocalMailRecipient', 'inetMailGroupManagement', 'nsManagedMailList'],
    mgrpErrorsTo: ['ldap:///cn=Owner,o=internet'],
    mgrpModerator: ['mailto:m@siroe.com'],
    mgrpRFC822MailMember: ['john@example.org'],
    mgrpAllowedDomain: ['siroe.com'],
    mailDeliveryFileURL: ['file:///var/football.log'],
    inetMailGroupStatus: ['active'],
  });
});

test('a SIMS domain points to itself, since users live in the DC tree', () => {
  expect(upgraded('sims', 'domains', { objectClass: ['domain'], mailQuota: ['1G'] }).attributes).toEqual({
    objectClass: ['domain', 'inetDomain', 'mailDomain', 'nsManagedDomain'],
    inetDomainBaseDN: ['cn=x,o=internet'],
    inetDomainStatus: ['active'],
    mailDomainStatus: ['active'],
    mailQuota: ['1073741824'],
  });
});

test('a Netscape user who forwards by the attribute alone goes on forwarding', () => {
  const { attributes } = upgraded('nms', 'users', {
    mailForwardingAddress: ['x@example.net'],
    mailQuota: ['0'],
  });
  expect(attributes['mailDeliveryOption']).toEqual(['forward']);
  expect(attributes['mailQuota']).toEqual(['-1']);
});

test.each([
  ['sims', 'both', ['users', 'groups']],
  ['sims', 'domain', ['domains']],
  ['nms', 'both', ['users', 'groups']],
])('-M %s -m %s means %s', (server, mode, plurals) => {
  expect(kindsOf(server, mode)?.map(({ plural }) => plural)).toEqual(plurals);
});

test.each([
  ['nms', 'domains'],
  ['exchange', 'users'],
  ['sims', 'everybody'],
  ['sims', 'toString'],
])('-M %s -m %s is refused', (server, mode) => {
  expect(kindsOf(server, mode)).toBeNull();
});

describe('pairs of -A', () => {
  const pairs = readAssignments('mailDeliveryOption:hold;mailFolderMap:LOCK') ?? [];
  const before = entryOf({ maildeliveryoption: ['mailbox', 'forward'] });

  test('replace what stands there', () => {
    expect(attributesOf(assign(before, pairs, false))).toEqual({
      maildeliveryoption: ['hold'],
      mailFolderMap: ['LOCK'],
    });
  });
  test('come beside what stands there with -P', () => {
    expect(assign(before, pairs, true).get('mailDeliveryOption')).toEqual(['mailbox', 'forward', 'hold']);
  });
  test.each(['', 'mailhost', 'mailhost:', ':value', 'a:b;;c:d'])(
    'are refused when malformed: "%s"',
    (text) => {
      expect(readAssignments(text)).toBeNull();
    },
  );
});

describe('a change record', () => {
  test('names what differs and nothing else', () => {
    const before = entryOf({ cn: ['x'], rfc822MailAlias: ['a@siroe.com'], mail: ['x@siroe.com'] });
    const after = before.copy();
    after.rename('rfc822MailAlias', 'mailAlternateAddress');
    expect(changeRecord(before, after)).toBe(
      'dn: cn=x,o=internet\nchangetype: modify\nreplace: mailAlternateAddress\nmailAlternateAddress: a@siroe.com\n-\nreplace: rfc822MailAlias\n-\n',
    );
  });
  test('is none for an entry that is as it is to be', () => {
    const entry = entryOf({ objectClass: ['b', 'a'] });
    expect(changeRecord(entry, entryOf({ objectClass: ['a', 'b'] }))).toBeNull();
  });
});

test('LDIF is read with folded lines, base64, comments and a version', () => {
  const text = `version: 1\n# note\ndn:: ${Buffer.from('cn=太郎').toString('base64')}\ncn: a\n b\nsn:<\n\ndn: o=x\no: x\n`;
  const [first, second] = readLdif(text);
  expect(Buffer.from(first?.dn ?? '', 'latin1').toString('utf8')).toBe('cn=太郎');
  expect(first?.get('CN')).toEqual(['ab']);
  expect(second?.dn).toBe('o=x');
});
