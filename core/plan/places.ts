import type { PlannedOperation } from './operation.ts';

/** The host (or directory) that an operation works on; null where it is none in particular. */
export function placeOf(operation: PlannedOperation): string | null {
  switch (operation.verb) {
    case 'ldap':
      return operation.directory;
    case 'compare':
      return operation.left.host;
    case 'stream':
      return operation.to.host;
    case 'dns':
      return null;
    case 'manual':
    case 'site':
    case 'ssh':
    case 'wait':
    case 'file':
    case 'port':
      return operation.host;
  }
}

/** Every host of a list of operations, once. */
export const placesOf = (operations: readonly PlannedOperation[]): string[] => [
  ...new Set(operations.map(placeOf).filter((place) => place !== null)),
];
