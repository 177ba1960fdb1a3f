import assert from 'node:assert/strict';

import { type InventoryHost, type LoadedInventory, loadInventory } from '#core/plan/index.ts';

/** An inventory of servers that a benchmark started, read as a site's own would be. */
export function inventoryOf(hosts: Readonly<Record<string, InventoryHost>>): LoadedInventory {
  const written = Object.entries(hosts).map(([name, host]) => {
    assert.ok('port' in host.address && typeof host.identity === 'object' && 'path' in host.identity);
    const { user, fingerprints, spool } = host;
    const { host: address, port } = host.address;
    return [
      name,
      { address, port, user, identity: `file:${host.identity.path}`, fingerprints, spool },
    ] as const;
  });
  const { inventory, problems } = loadInventory(
    'inventory.yaml',
    JSON.stringify({ hosts: Object.fromEntries(written) }),
  );
  assert.ok(inventory !== null, JSON.stringify(problems));
  return inventory;
}
