import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { fingerprintOf } from '#core/connections/index.ts';
import { loadSiteInventory } from '#core/site/index.ts';

const KEY = 'AAAAC3NzaC1lZDI1NTE5AAAAIL1jW7J4nS3v4iDRxWmPRBOp3GkLUFCm2LDLEXAMPLEa';
const PRINT = `${fingerprintOf(Buffer.from(KEY, 'base64'))} ssh-ed25519`;
const PINNED = `SHA256:${'A'.repeat(43)}`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'watari-site-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const fingerprints = (host: string, known: string) => {
  writeFileSync(
    join(folder, 'inventory.yaml'),
    `hosts:\n  mail.siroe.com: { ${host}user: root, identity: agent, fingerprints: ["${PINNED}"] }\n`,
  );
  writeFileSync(join(folder, 'known_hosts'), known);
  return loadSiteInventory(folder).inventory?.frozen.hosts['mail.siroe.com']?.fingerprints;
};

describe("a site's folder", () => {
  test('without an inventory has none, which is no problem', () => {
    expect(loadSiteInventory(folder)).toEqual({ inventory: null, problems: [] });
  });

  test('with a wrong inventory says its problems', () => {
    writeFileSync(join(folder, 'inventory.yaml'), 'hosts:\n  mail.siroe.com: { user: root }\n');
    expect(loadSiteInventory(folder)).toMatchObject({
      inventory: null,
      problems: [{ line: 2, path: 'hosts.mail.siroe.com.identity' }],
    });
  });

  test('trusts the keys of known_hosts besides those that the inventory pins', () => {
    expect(fingerprints('', `mail.siroe.com ssh-ed25519 ${KEY}\n`)).toEqual([PINNED, PRINT]);
  });

  test.each([
    ['its address', 'address: 192.0.2.7, ', `192.0.2.7 ssh-ed25519 ${KEY}`],
    ['its address with the port', 'address: 192.0.2.7, port: 2222, ', `[192.0.2.7]:2222 ssh-ed25519 ${KEY}`],
    [
      'its name with the port',
      'address: 192.0.2.7, port: 2222, ',
      `[mail.siroe.com]:2222 ssh-ed25519 ${KEY}`,
    ],
    ['its name where it has a socket', 'socket: /run/ssh, ', `mail.siroe.com ssh-ed25519 ${KEY}`],
  ])('knows a host by %s', (_rule, host, known) => {
    expect(fingerprints(host, known)).toEqual([PINNED, PRINT]);
  });

  test.each([
    ['its name under another port', 'port: 2222, ', `mail.siroe.com ssh-ed25519 ${KEY}`],
    ['another host', '', `other.siroe.com ssh-ed25519 ${KEY}`],
  ])('does not know a host by %s', (_rule, host, known) => {
    expect(fingerprints(host, known)).toEqual([PINNED]);
  });
});
