import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { dnKey } from '../directory/dn.ts';
import { parseLdif } from '../directory/ldif.ts';
import { type Difference, difference } from './difference.ts';
import type { SeedData } from './seed/index.ts';
import { domainUpgrade, groupUpgrade, type Upgrade, userUpgrade } from './upgrades.ts';

/** Attributes in lower case with their values; of object classes and distinguished names, whatever is the same looks the same. */
type Entry = ReadonlyMap<string, ReadonlySet<string>>;
type Entries = ReadonlyMap<string, { readonly dn: string; readonly entry: Entry }>;

const NAMES_OF_ENTRIES: ReadonlySet<string> = new Set(['uniquemember', 'inetdomainbasedn']);
/** Access rules are looked at apart: a real server does not print them unasked. */
const LEFT_OUT: ReadonlySet<string> = new Set(['aci']);
/** The groups that step 14 adds. */
const ADMINISTRATORS = ['cn=service administrators,', 'cn=domain administrators,ou=groups,'];

/** Values that every user and group, or every domain, has got besides. */
export type Also = {
  readonly recipients?: Upgrade['values'];
  readonly domains?: Upgrade['values'];
};
const withAlso = (upgrade: Upgrade, values: Upgrade['values'] = {}): Upgrade => ({
  ...upgrade,
  values: { ...upgrade.values, ...values },
});

/**
 * Compares an export of the directory with what the seed's entries are in the schema of iPlanet: every user, group and
 * domain in its classes, every value kept, moved or converted, and no entry besides but the two groups of administrators.
 */
export function compareDirectory(ldif: string, seed: SeedData, also: Also = {}): Difference[] {
  const before = entriesOf(seed.directoryLdif);
  const present = entriesOf(ldif);
  const upgrades = new Map([
    ...seed.users.map((user) => [dnKey(user.dn), withAlso(userUpgrade(user), also.recipients)] as const),
    ...seed.groups.map((group) => [dnKey(group.dn), withAlso(groupUpgrade(group), also.recipients)] as const),
  ]);
  const upgradeOf = (key: string, dn: string, entry: Entry): Upgrade | null =>
    upgrades.get(key) ?? upgradeOfDomain(dn, entry, also.domains);
  return [...compareKept(before, present, upgradeOf), ...compareAdditions(before, present)];
}

/** What became of a directory's entries: upgrades by DN, everything else as it was, and no new entries but these. */
export function compareUpgrades(
  ldif: string,
  directoryLdif: string,
  upgrades: ReadonlyMap<string, Upgrade>,
  additions: readonly string[],
): Difference[] {
  const [before, present] = [entriesOf(directoryLdif), entriesOf(ldif)];
  const byKey = new Map([...upgrades].map(([dn, upgrade]) => [dnKey(dn), upgrade]));
  const added = new Map(additions.map((dn) => [dnKey(dn), dn]));
  return [
    ...compareKept(before, present, (key) => byKey.get(key) ?? null),
    ...[...added].filter(([key]) => !present.has(key)).map(([, dn]) => difference('missing-entry', dn)),
    ...[...present]
      .filter(([key]) => !before.has(key) && !added.has(key))
      .map(([, { dn }]) => difference('unexpected-entry', dn)),
  ];
}

const compareKept = (
  before: Entries,
  present: Entries,
  upgradeOf: (key: string, dn: string, entry: Entry) => Upgrade | null,
): Difference[] =>
  [...before].flatMap(([key, { dn, entry }]) => {
    const now = present.get(key)?.entry;
    if (now === undefined) return [difference('missing-entry', dn)];
    const upgrade = upgradeOf(key, dn, entry);
    return compareEntry(dn, upgrade === null ? entry : upgraded(entry, upgrade), now);
  });

/** Whether the newest export of step 1 in a host's root holds the directory as it was. */
export function compareBackup(root: string, seed: Pick<SeedData, 'directoryLdif'>): Difference[] {
  const folder = join(root, 'opt/netscape/server4/slapd-mail/ldif');
  // Later ones may be written on the way; the first is the way back to where it began.
  const first = existsSync(folder) ? readdirSync(folder).toSorted()[0] : undefined;
  if (first === undefined) return [difference('missing-backup', 'no export of the directory')];
  const kept = entriesOf(readFileSync(join(folder, first), 'utf8'));
  return [...entriesOf(seed.directoryLdif)]
    .filter(([key, { dn, entry }]) => compareEntry(dn, entry, kept.get(key)?.entry ?? new Map()).length > 0)
    .map(([, { dn }]) => difference('missing-backup', dn));
}

function compareAdditions(before: Entries, present: Entries): Difference[] {
  const added = [...present].flatMap(([key, { dn }]) => (before.has(key) ? [] : [dn]));
  const isGroup = (start: string) => (dn: string) => dn.toLowerCase().startsWith(start);
  return [
    ...ADMINISTRATORS.filter((start) => !added.some(isGroup(start))).map((start) =>
      difference('missing-entry', `${start}…`),
    ),
    ...added
      .filter((dn) => !ADMINISTRATORS.some((start) => isGroup(start)(dn)))
      .map((dn) => difference('unexpected-entry', dn)),
  ];
}

function upgradeOfDomain(dn: string, entry: Entry, also: Upgrade['values'] | undefined): Upgrade | null {
  const [quota = ''] = entry.get('mailquota') ?? [];
  return entry.get('objectclass')?.has('simsmaildomain') ? withAlso(domainUpgrade(dn, quota), also) : null;
}

function upgraded(before: Entry, { classes, moves, values }: Upgrade): Entry {
  const entry = new Map(before);
  for (const [from, to] of Object.entries(moves)) {
    const moved = entry.get(from.toLowerCase());
    entry.delete(from.toLowerCase());
    if (moved !== undefined) entry.set(to.toLowerCase(), moved);
  }
  for (const [name, own] of Object.entries(values)) {
    entry.delete(name.toLowerCase());
    if (own.length > 0) entry.set(name.toLowerCase(), comparable(name, own));
  }
  entry.set('objectclass', comparable('objectClass', [...(entry.get('objectclass') ?? []), ...classes]));
  return entry;
}

function compareEntry(dn: string, expected: Entry, found: Entry): Difference[] {
  const text = (values: ReadonlySet<string> | undefined): string =>
    values === undefined ? 'nothing' : [...values].toSorted().join(' | ');
  return [...new Set([...expected.keys(), ...found.keys()])]
    .map((name) => ({ name, wanted: text(expected.get(name)), saw: text(found.get(name)) }))
    .filter(({ wanted, saw }) => wanted !== saw)
    .map(({ name, wanted, saw }) =>
      difference('attribute', `${dn} ${name}: found ${saw}, expected ${wanted}`),
    );
}

function entriesOf(ldif: string): Entries {
  return new Map(
    parseLdif(ldif).flatMap((record) => {
      if (record.kind !== 'add') return [];
      const attributes = Object.entries(record.attributes).map(([name, values]) => {
        // Byte for byte: what is not UTF-8 must not look like something else that is not.
        const texts = values.map((value) => Buffer.from(value).toString('latin1'));
        return [name.toLowerCase(), comparable(name, texts)] as const;
      });
      const entry = new Map(attributes.filter(([name]) => !LEFT_OUT.has(name)));
      return [[dnKey(record.dn), { dn: record.dn, entry }] as const];
    }),
  );
}

function comparable(name: string, values: readonly string[]): ReadonlySet<string> {
  if (name.toLowerCase() === 'objectclass')
    // Servers say `top` where it was left out.
    return new Set(values.map((value) => value.toLowerCase()).filter((value) => value !== 'top'));
  if (NAMES_OF_ENTRIES.has(name.toLowerCase()))
    return new Set(values.map((value) => dnKey(Buffer.from(value, 'latin1').toString('utf8'))));
  return new Set(values);
}
