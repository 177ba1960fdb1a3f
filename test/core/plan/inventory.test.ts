import { describe, expect, it } from 'vitest';

import { loadInventory, withKnownHosts } from '#core/plan/index.ts';
import { formatProblem } from '#core/runbook/problem.ts';

import { INVENTORY, inventoryOf } from './crossing.ts';

const FINGERPRINT = `SHA256:${'A'.repeat(43)}`;
const problemsOf = (content: string) => loadInventory('inventory.yaml', content).problems.map(formatProblem);

describe('an inventory', () => {
  it('gives every host what it leaves out', () => {
    expect(inventoryOf(INVENTORY).frozen.hosts).toMatchObject({
      'oldmail.example.jp': {
        address: { host: 'oldmail.example.jp', port: 22 },
        user: 'root',
        identity: 'agent',
        fingerprints: [],
        spool: '/var/tmp/watari-root',
        path: [],
        encoding: 'utf-8',
        legacyAlgorithms: false,
        become: 'su',
      },
      'newmail.example.jp': {
        address: { host: '192.0.2.7', port: 2222 },
        identity: { from: 'env', name: 'OPS_KEY' },
        become: 'sudo',
      },
    });
  });

  it.each([
    ['{}', { address: { host: 'h', port: 389 }, tls: 'starttls', ca: null }],
    ['{ tls: plain }', { address: { host: 'h', port: 389 }, tls: 'plain', ca: null }],
    [
      '{ url: "ldaps://ldap.siroe.com" }',
      { address: { host: 'ldap.siroe.com', port: 636 }, tls: 'ldaps', ca: null },
    ],
    ['{ url: "ldap://[::1]:1389" }', { address: { host: '::1', port: 1389 }, tls: 'starttls', ca: null }],
    ['{ socket: /run/ldap, tls: plain }', { address: { socket: '/run/ldap' }, tls: 'plain', ca: null }],
  ])('reads the directory %s, plain only where it says so', (written, expected) => {
    expect(inventoryOf(`directories: { "h:389": ${written} }`).frozen.directories['h:389']).toEqual(expected);
  });

  it('says every mistake at once, by line, with found and allowed', () => {
    expect(
      problemsOf(`hosts:
  mail.siroe.com:
    user: root
    identity: agent
    port: 99999
    spol: /x
  -oops:
    user: root
    identity: agent
directories:
  ldap: { tls: plain }
  "ldap:389": { tls: none }
`),
    ).toEqual([
      'inventory.yaml:5 hosts.mail.siroe.com.port: found 99999, allowed: at most 65535',
      'inventory.yaml:6 hosts.mail.siroe.com.spol: found the key "spol", allowed: address, port, socket, user, identity, fingerprints, spool, path, encoding, legacyAlgorithms, become',
      'inventory.yaml:7 hosts.-oops: found the name "-oops", allowed: a host name or an IP address',
      'inventory.yaml:11 directories.ldap: found the name "ldap", allowed: host:port',
      'inventory.yaml:12 directories.ldap:389.tls: found "none", allowed: ldaps, starttls, plain',
    ]);
  });

  it.each([
    [
      'hosts: { h: { user: root, identity: agent, socket: /s, port: 22 } }',
      'either socket, or address and port',
    ],
    ['directories: { "h:636": { url: "ldaps://h", tls: plain } }', 'ldaps, as the url says'],
    ['hosts: { h: { user: root, identity: agent, fingerprints: [abc] } }', 'SHA256:'],
    ['hosts: { h: { user: root, identity: agent, spool: tmp } }', 'an absolute path'],
    ['dns: { servers: [dns.siroe.com] }', 'an IP address, or one with a port'],
    ['hosts: [', 'YAML'],
  ])('refuses %s', (content, said) => {
    expect(problemsOf(content).join('\n')).toContain(said);
  });

  it.each(['secrets: { bind: hunter2hunter2 }', 'hosts: { h: { user: root, identity: hunter2hunter2 } }'])(
    'never repeats what stands where a reference should: %s',
    (content) => {
      const said = problemsOf(content).join('\n');
      expect(said).toContain('env:NAME, file:/absolute/path');
      expect(said).not.toContain('hunter2');
    },
  );

  it('trusts the keys of known_hosts besides the pinned ones, each once', () => {
    const inventory = inventoryOf(
      `hosts: { h: { user: a, identity: agent, fingerprints: ["${FINGERPRINT}"] } }`,
    );
    const other = `SHA256:${'B'.repeat(43)} ssh-ed25519`;
    expect(withKnownHosts(inventory, { h: [FINGERPRINT, other] }).frozen.hosts['h']?.fingerprints).toEqual([
      FINGERPRINT,
      other,
    ]);
  });
});

describe('the inventory of a lab', () => {
  it('reaches hosts and directories by socket alone, so that no rehearsal reaches a site', () => {
    const { inventory, problems } = loadInventory(
      'inventory.yaml',
      [
        'lab: night',
        'hosts:',
        '  a: { socket: /run/a.sock, user: root, identity: agent }',
        '  b: { address: b.siroe.com, user: root, identity: agent }',
        'directories:',
        '  "b:389": { url: "ldap://b:389" }',
      ].join('\n'),
    );
    expect(inventory).toBeNull();
    expect(problems.map(({ line, path, rule }) => [line, path, rule])).toEqual([
      [4, 'hosts.b', 'lab-by-socket'],
      [6, 'directories.b:389', 'lab-by-socket'],
    ]);
  });

  it('asks a DNS server on this machine alone', () => {
    const of = (server: string) =>
      loadInventory('inventory.yaml', `lab: night\ndns: { servers: ["${server}"] }`).problems;
    expect(of('127.0.0.1:5300')).toEqual([]);
    expect(of('192.0.2.53').map(({ path, rule }) => [path, rule])).toEqual([
      ['dns.servers', 'lab-on-loopback'],
    ]);
  });
});
