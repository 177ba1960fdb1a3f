import { expect, test } from 'vitest';

import { compareUpgrades } from '#core/lab/compare-directory.ts';
import { type NetscapeSite, netscapeSite } from '#core/lab/seed/netscape.ts';
import type { Entry } from '#core/lab/stand-ins/directory/entry.ts';
import { kindsOf } from '#core/lab/stand-ins/directory/kinds.ts';
import { ldifLine, readLdif } from '#core/lab/stand-ins/directory/ldif.ts';
import { netscapeGroupUpgrade, netscapeUserUpgrade } from '#core/lab/upgrades-netscape.ts';
import { DirectoryData } from '#core/lab/wire/directory-data.ts';
import { baseSchema } from '#core/lab/wire/directory-server.ts';

const site = netscapeSite(7, { size: 'small', mailHost: 'mail.siroe.com' });
const entries = readLdif(Buffer.from(site.directoryLdif).toString('latin1'));
const [users, groups] = kindsOf('nms', 'both') ?? [];

const print = (all: readonly Entry[]): string =>
  all
    .map((entry) =>
      [
        ldifLine('dn', entry.dn),
        ...entry.names().flatMap((name) => entry.get(name).map((value) => ldifLine(name, value))),
      ].join('\n'),
    )
    .join('\n\n');

/** What the site's own script does before the upgrade. */
function withVanityDomain(entry: Entry): Entry {
  const after = entry.copy();
  const domain = entry.first('uid')?.split('@')[1];
  if (domain !== undefined) {
    after.add('objectClass', 'msgVanityDomainUser');
    after.set('msgVanityDomain', [domain]);
  }
  return after;
}

function upgraded(): Entry[] {
  return entries.map((entry) => {
    const kind = entry.isA('mailRecipient') ? users : entry.isA('mailGroup') ? groups : undefined;
    return kind?.upgrade(withVanityDomain(entry), () => undefined) ?? entry;
  });
}

const differencesOf = (after: readonly Entry[], of: NetscapeSite = site): readonly string[] =>
  compareUpgrades(
    print(after),
    of.directoryLdif,
    new Map([
      ...of.users.map((user) => [user.dn, netscapeUserUpgrade(user)] as const),
      ...of.groups.map((group, index) => [group.dn, netscapeGroupUpgrade(group, index)] as const),
    ]),
    [],
  ).map(({ kind, where }) => `${kind} ${where}`);

test('a site of Netscape Messaging Server goes into a directory of its time', () => {
  const load = () =>
    new DirectoryData({
      schema: baseSchema(),
      entries: [site.directoryLdif],
      changeLog: null,
      managerPassword: 'x',
    });
  expect(load).not.toThrow();
});

test('the seed has every case of the mapping', () => {
  const has = (what: (entry: Entry) => boolean): boolean => entries.some(what);
  const cases = {
    'forwards without an option': has(
      (entry) =>
        entry.get('mailForwardingAddress').length > 0 && entry.get('mailDeliveryOption').length === 0,
    ),
    'has no limit': has((entry) => entry.first('mailQuota') === '0'),
    'has a vanity domain': has((entry) => entry.first('uid')?.includes('@') === true),
    'reads from some places alone': has((entry) => entry.first('mailAccessDomain') !== undefined),
    'is denied services': has((entry) => entry.first('nsmsgDisallowAccess') !== undefined),
    'keeps members in an attribute of Netscape': has(
      (entry) => entry.first('mailEnhancedUniqueMember') !== undefined,
    ),
    'asks senders for a password': has((entry) => entry.first('mgrpApprovePassword') !== undefined),
    ...Object.fromEntries(
      ['vacation', 'reply', 'echo'].map((mode) => [
        mode,
        has((entry) => entry.first('mailAutoReplyMode') === mode),
      ]),
    ),
  };
  expect(Object.entries(cases).filter(([, found]) => !found)).toEqual([]);
});

test('what imsdirmig makes of every entry is what the reference says', () => {
  expect(differencesOf(upgraded())).toEqual([]);
});

test('an entry that was not upgraded is found', () => {
  const after = upgraded();
  const [first] = entries.filter((entry) => entry.isA('mailRecipient'));
  const left = after.map((entry) => (entry.dn === first?.dn ? first : entry));
  const found = differencesOf(left);
  expect(found.length).toBeGreaterThan(1);
  expect(found.every((one) => one.includes(first?.dn ?? 'nobody'))).toBe(true);
});

test('an entry that is gone is found', () => {
  const rest = upgraded().slice(0, -1);
  expect(differencesOf(rest)).toEqual([expect.stringMatching(/^missing-entry cn=/u)]);
});

test('an entry that nobody asked for is found', () => {
  const added = `${print(upgraded())}\n\ndn: dc=com,o=internet\nobjectClass: domain\ndc: com\n`;
  expect(
    compareUpgrades(added, print(upgraded()), new Map(), []).map(({ kind, where }) => `${kind} ${where}`),
  ).toEqual(['unexpected-entry dc=com,o=internet']);
});
