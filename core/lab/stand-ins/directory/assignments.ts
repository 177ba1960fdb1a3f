import type { Entry } from './entry.ts';

export type Assignment = { readonly attribute: string; readonly values: readonly string[] };

/** `attr:val;attr:val` of imsdirmig's -A. Values of one attribute that is named twice belong together. Null if it is none. */
export function readAssignments(text: string): Assignment[] | null {
  const byName = new Map<string, { attribute: string; values: string[] }>();
  for (const pair of text.split(';')) {
    const [, attribute, value] = /^([A-Za-z][A-Za-z0-9-]*):(.+)$/u.exec(pair) ?? [];
    if (attribute === undefined || value === undefined) return null;
    const known = byName.get(attribute.toLowerCase()) ?? { attribute, values: [] };
    known.values.push(value);
    byName.set(attribute.toLowerCase(), known);
  }
  return [...byName.values()];
}

/** The values take the place of what stands there; with `adds` (-P) they come beside it. */
export function assign(entry: Entry, assignments: readonly Assignment[], adds: boolean): Entry {
  const assigned = entry.copy();
  for (const { attribute, values } of assignments) {
    if (adds) assigned.add(attribute, ...values);
    else assigned.set(attribute, values);
  }
  return assigned;
}
