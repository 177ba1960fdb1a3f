import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { openConnections } from '#core/connections/index.ts';
import { type Lab, startLab } from '#core/lab/lab.ts';
import { seedData } from '#core/lab/seed/index.ts';
import { loadInventory } from '#core/plan/inventory.ts';
import { labOn389ds } from '#test/servers/lab-389-ds.ts';

let dir: string;
let lab: Lab;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'watari-lab-'));
  lab = await startLab({
    dir,
    scenario: 'iplanet/sims-offline',
    seed: 1,
    size: 'small',
    sshd: 'openssh',
    startDirectory: labOn389ds,
  });
});
afterAll(async () => {
  await lab.close();
  rmSync(dir, { recursive: true, force: true });
});

test('a lab on OpenSSH and 389 Directory Server is reached as any other: only the servers differ', async () => {
  const { inventory } = loadInventory(join(lab.siteDir, 'inventory.yaml'));
  if (!inventory) throw new Error('the inventory does not load');
  await using connections = openConnections(inventory.frozen, (reference) =>
    readFileSync(reference.from === 'file' ? reference.path : '', 'utf8'),
  );
  const host = await connections.host('mail.siroe.com');
  const { stdout } = await host.exec('ps -eo args=');
  expect(new TextDecoder().decode(stdout)).toContain('sshd: root@notty');

  const password = readFileSync(join(dir, 'keys/directory-manager'), 'utf8');
  const directory = await connections.directory('mail.siroe.com:389', 'cn=Directory Manager', password);
  const { entries } = await directory.search('', 'base', '(objectClass=*)', ['vendorName']);
  expect(new TextDecoder().decode(entries[0]?.attributes['vendorName']?.[0])).toContain('389 Project');

  const search = `-h mail.siroe.com -D "cn=Directory Manager" -w ${password} -b o=internet -s base objectClass=*`;
  const inside = await host.exec(`/opt/netscape/server4/shared/bin/ldapsearch ${search}`);
  expect(new TextDecoder().decode(inside.stdout)).toContain('dn: o=internet\n');
});

test('its directory holds every entry of the seed, and no other', async () => {
  const ldif = await lab.directories['mail.siroe.com:389']?.exportLdif();
  const entries = (text: string): number => text.match(/^dn:/gmu)?.length ?? 0;
  expect(entries(ldif ?? '')).toBe(entries(seedData(1).directoryLdif));
});
