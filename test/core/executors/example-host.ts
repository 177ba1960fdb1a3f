import type { InventoryHost } from '#core/plan/plan.ts';

/** A host as the inventory has it. */
export const exampleHost: InventoryHost = {
  address: { host: 'mail.siroe.com', port: 22 },
  user: 'root',
  identity: 'agent',
  fingerprints: [],
  spool: '/var/tmp/watari-root',
  path: [],
  encoding: 'utf-8',
  legacyAlgorithms: false,
  become: 'su',
};
