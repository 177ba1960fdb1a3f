import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { knownFingerprints } from '../connections/index.ts';
import { type InventoryReading, loadInventory, withKnownHosts } from '../plan/inventory.ts';
import { knownNames } from './known-names.ts';

/** Files of a site's folder that the core reads. */
export const inventoryFile = (folder: string): string => join(folder, 'inventory.yaml');
export const knownHostsFile = (folder: string): string => join(folder, 'known_hosts');

/**
 * `inventory.yaml`, its hosts trusting the keys of `known_hosts` besides those that it pins. A folder without an inventory
 * has none, which is no problem: plans can then be read, but not started.
 */
export function loadSiteInventory(folder: string): InventoryReading {
  const file = inventoryFile(folder);
  if (!existsSync(file)) return { inventory: null, problems: [] };
  const reading = loadInventory(file);
  if (reading.inventory === null) return reading;
  const text = knownHostsText(folder);
  const byHost = Object.fromEntries(
    Object.entries(reading.inventory.frozen.hosts).map(([name, { address }]) => [
      name,
      knownNames(name, address).flatMap(({ host, port }) => knownFingerprints(text, host, port)),
    ]),
  );
  return { ...reading, inventory: withKnownHosts(reading.inventory, byHost) };
}

/** What `known_hosts` of a site says; nothing where there is none. */
export function knownHostsText(folder: string): string {
  const file = knownHostsFile(folder);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
