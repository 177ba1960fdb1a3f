import type { InventoryHost } from '../plan/plan.ts';

export type KnownName = { readonly host: string; readonly port: number };

/**
 * Names under which `known_hosts` may list an inventory host: its own and its address, with the port as ssh(1) writes it.
 * A host behind a Unix socket has its name alone.
 */
export function knownNames(name: string, address: InventoryHost['address']): readonly KnownName[] {
  if ('socket' in address) return [{ host: name, port: 22 }];
  const own = { host: name, port: address.port };
  return address.host.toLowerCase() === name.toLowerCase()
    ? [own]
    : [own, { host: address.host, port: address.port }];
}
