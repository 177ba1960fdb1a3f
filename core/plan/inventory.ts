import { readFileSync } from 'node:fs';

import { NOTHING, asWritten, both } from '../runbook/both.ts';
import type { Localized } from '../runbook/localized.ts';
import { parseYamlFile } from '../runbook/positioned-yaml.ts';
import type { Problem } from '../runbook/problem.ts';
import { type InventorySource, type MappedOperation, inventory } from './inventory-schema.ts';
import type { FrozenInventory, InventoryDirectory, InventoryHost } from './plan.ts';
import { NO_REFERENCE } from './secret-reference.ts';

export type { MappedOperation } from './inventory-schema.ts';

/** This site's (or a lab's) hosts, directories and secrets, and the commands of its site operations. */
export type LoadedInventory = {
  readonly file: string;
  readonly frozen: FrozenInventory;
  readonly operations: Readonly<Record<string, MappedOperation>>;
  /** A problem of this file, found only when a plan is made of it. */
  readonly place: (
    rule: string,
    finding: { path: readonly string[]; found: Localized; allowed: Localized },
  ) => Problem;
};

/** What was read. With a problem there is no inventory. */
export type InventoryReading = {
  readonly inventory: LoadedInventory | null;
  readonly problems: readonly Problem[];
};

/** Reads `inventory.yaml`, or says every problem at once. `content` in place of the file's own is for editors, labs and tests. */
export function loadInventory(file: string, content = readFileSync(file, 'utf8')): InventoryReading {
  const { value, problems, place } = parseYamlFile(file, content, inventory);
  if (value === null) return { inventory: null, problems: problems.map(withoutSecret) };
  const outside = [
    ...outsideOfLab(value).map((path) => place('lab-by-socket', { path, ...BY_SOCKET })),
    ...dnsOutsideOfLab(value).map((found) =>
      place('lab-on-loopback', { path: ['dns', 'servers'], found: asWritten(found), allowed: ON_LOOPBACK }),
    ),
  ];
  if (outside.length > 0) return { inventory: null, problems: outside };
  return {
    inventory: { file, frozen: freezeInventory(value), operations: value.operations ?? {}, place },
    problems: [],
  };
}

const BY_SOCKET = {
  found: both('no socket', 'socket のない記述'),
  allowed: both(
    'socket: a lab is reached by Unix sockets alone, so that no rehearsal reaches a site',
    'socket（リハーサルが拠点に届かないように、ラボには Unix ソケットだけで接続します）',
  ),
};

/** Hosts and directories of an inventory that says it is a lab's, but could be anywhere. */
const outsideOfLab = ({ lab, hosts = {}, directories = {} }: InventorySource): readonly string[][] =>
  lab === undefined
    ? []
    : Object.entries({ hosts, directories }).flatMap(([kind, all]) =>
        Object.entries(all).flatMap(([name, { socket }]) => (socket === undefined ? [[kind, name]] : [])),
      );

const ON_LOOPBACK = both(
  '127.0.0.1 and a port: a lab asks a DNS server of its own alone',
  '127.0.0.1 とポート（ラボは自分の DNS サーバにだけ問い合わせます）',
);
const dnsOutsideOfLab = ({ lab, dns }: InventorySource): readonly string[] =>
  lab === undefined ? [] : (dns?.servers ?? []).filter((server) => !server.startsWith('127.0.0.1:'));

/** Trusts further host keys (the site's `known_hosts`), by host name, besides the ones that the inventory pins. */
export function withKnownHosts(
  loaded: LoadedInventory,
  fingerprintsByHost: Readonly<Record<string, readonly string[]>>,
): LoadedInventory {
  const hosts = mapValues(loaded.frozen.hosts, (host, name) => ({
    ...host,
    fingerprints: [...new Set([...host.fingerprints, ...(fingerprintsByHost[name] ?? [])])],
  }));
  return { ...loaded, frozen: { ...loaded.frozen, hosts } };
}

// Where a reference is asked for, what stands there may be the secret itself.
const withoutSecret = (problem: Problem): Problem =>
  /^secrets\.|\.identity$/u.test(problem.path) && problem.found.en !== NOTHING.en
    ? { ...problem, found: NO_REFERENCE }
    : problem;

const freezeInventory = (source: InventorySource): FrozenInventory => ({
  lab: source.lab ?? null,
  hosts: mapValues(source.hosts ?? {}, freezeHost),
  directories: mapValues(source.directories ?? {}, freezeDirectory),
  secrets: source.secrets ?? {},
  ...(source.dns !== undefined && { dns: source.dns }),
});

function freezeHost(host: NonNullable<InventorySource['hosts']>[string], name: string): InventoryHost {
  return {
    address:
      host.socket === undefined
        ? { host: host.address ?? name, port: host.port ?? 22 }
        : { socket: host.socket },
    user: host.user,
    identity: host.identity,
    fingerprints: host.fingerprints ?? [],
    spool: host.spool ?? `/var/tmp/watari-${host.user}`,
    path: host.path ?? [],
    encoding: host.encoding ?? 'utf-8',
    legacyAlgorithms: host.legacyAlgorithms ?? false,
    become: host.become ?? (host.user === 'root' ? 'su' : 'sudo'),
  };
}

function freezeDirectory(
  directory: NonNullable<InventorySource['directories']>[string],
  name: string,
): InventoryDirectory {
  const url = new URL(directory.url ?? `ldap://${name}`);
  const isLdaps = url.protocol === 'ldaps:';
  const port = Number(url.port === '' ? (isLdaps ? 636 : 389) : url.port);
  return {
    address:
      directory.socket === undefined
        ? { host: url.hostname.replaceAll(/^\[|\]$/gu, ''), port }
        : { socket: directory.socket },
    // Without a word about TLS it is used: a password in the clear must be asked for.
    tls: directory.tls ?? (isLdaps ? 'ldaps' : 'starttls'),
    ca: directory.ca ?? null,
  };
}

const mapValues = <A, B>(
  record: Readonly<Record<string, A>>,
  to: (value: A, key: string) => B,
): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value, key)]));
