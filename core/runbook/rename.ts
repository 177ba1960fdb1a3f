import { placeOfText } from './named-places.ts';
import type { Path } from './path.ts';
import { parseTemplate } from './template.ts';

/** A parameter's name → what it is called instead. */
export type Names = Readonly<Record<string, string>>;
const renamed = (name: string, names: Names): string =>
  Object.hasOwn(names, name) ? (names[name] ?? name) : name;

/** The same template over the new names. */
export const renamedInTemplate = (template: string, names: Names): string =>
  parseTemplate(template)
    .map((part) => ('text' in part ? part.text : `{{${renamed(part.name, names)}}}`))
    .join('');

/** Renames parameters in a step (`path` is the way inside it): in templates, where they stand bare, and in conditions. */
export function rename(value: unknown, names: Names, path: Path): unknown {
  if (typeof value === 'string') {
    const place = /^(?:do|verify|undo)$/u.test(String(path[0])) ? placeOfText(path, value) : null;
    if (place?.kind === 'name') return renamed(value, names);
    return place?.kind === 'plain' ? value : renamedInTemplate(value, names);
  }
  if (Array.isArray(value)) return value.map((one, index) => rename(one, names, [...path, index]));
  if (typeof value !== 'object' || value === null) return value;
  if (path.at(-1) === 'when') return renameCondition(value, names);
  return Object.fromEntries(
    Object.entries(value).map(([key, one]: [string, unknown]) => [key, rename(one, names, [...path, key])]),
  );
}

function renameCondition(value: unknown, names: Names): unknown {
  if (Array.isArray(value)) return value.map((one) => renameCondition(one, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]: [string, unknown]) => [
      typeof one === 'object' ? key : renamed(key, names),
      renameCondition(one, names),
    ]),
  );
}
