import type { PlannedOperation } from './operation.ts';
import type { FrozenInventory, Plan, PlannedStep, SecretReference } from './plan.ts';

/** Hosts that an operation reaches, over SSH or as a port. */
export function hostsOfOperation(operation: PlannedOperation): readonly string[] {
  switch (operation.verb) {
    case 'ssh':
    case 'wait':
    case 'file':
    case 'port':
      return [operation.host];
    case 'site':
      return operation.mapped === null ? [] : [operation.mapped.host];
    case 'ldap':
      return operation.action.kind === 'add-ldif' ? [operation.action.host] : [];
    case 'compare':
      return [operation.left.host, operation.right.host];
    case 'stream':
      return [operation.from.host, operation.to.host];
    case 'manual':
    case 'dns':
      return [];
  }
}

const operationsOf = (steps: readonly PlannedStep[]): readonly PlannedOperation[] =>
  steps.flatMap((step) => [...step.operations, ...step.verify, ...step.undo]);

/** Every host that the steps reach, each once, in order. */
export const hostsOf = (steps: readonly PlannedStep[]): readonly string[] => [
  ...new Set(operationsOf(steps).flatMap(hostsOfOperation)),
];

/** Every directory (`host:port`) that the steps reach, each once, in order. */
export const directoriesOf = (steps: readonly PlannedStep[]): readonly string[] => [
  ...new Set(
    operationsOf(steps).flatMap((operation) => (operation.verb === 'ldap' ? [operation.directory] : [])),
  ),
];

/** What of an inventory a plan needs, and so freezes. */
export function narrowInventory(
  inventory: FrozenInventory,
  steps: readonly PlannedStep[],
  references: readonly SecretReference[],
): FrozenInventory {
  const asksDns = operationsOf(steps).some(({ verb }) => verb === 'dns');
  const names = references.flatMap((one) => (one.from === 'inventory' ? [one.name] : []));
  return {
    lab: inventory.lab,
    hosts: only(inventory.hosts, hostsOf(steps)),
    directories: only(inventory.directories, directoriesOf(steps)),
    secrets: only(inventory.secrets, names),
    ...(inventory.dns !== undefined && asksDns && { dns: inventory.dns }),
  };
}

const only = <T>(record: Readonly<Record<string, T>>, keys: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => keys.includes(key)));

/**
 * What the steps that apply need and the inventory does not have: `host mail.siroe.com`, `directory mail.siroe.com:389`.
 * A plan that misses something can be read, but not started.
 */
export function missingFromInventory(plan: Plan): readonly string[] {
  const applying = plan.steps.filter((step) => step.applies);
  return [
    ...hostsOf(applying)
      .filter((name) => !Object.hasOwn(plan.inventory.hosts, name))
      .map((name) => `host ${name}`),
    ...directoriesOf(applying)
      .filter((name) => !Object.hasOwn(plan.inventory.directories, name))
      .map((name) => `directory ${name}`),
  ];
}
