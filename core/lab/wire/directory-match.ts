import { baseName, type DirectorySchema } from './directory-schema.ts';
import { dnKey, InvalidDn } from './ldap/dn.ts';
import type { Filter } from './ldap/filter.ts';

/** `mail` is met by `mail` and by `mail;lang-ja`. */
export type StoredEntry = {
  readonly dn: string;
  /** By lower-case name. */
  readonly attributes: ReadonlyMap<string, { readonly name: string; readonly values: readonly Uint8Array[] }>;
};

const text = (value: Uint8Array): string => Buffer.from(value).toString();
const squeeze = (value: string): string => value.replaceAll(/ +/g, ' ');

/** One text for all values that the attribute's equality rule takes for the same. */
export function valueKey(schema: DirectorySchema, attribute: string, value: Uint8Array): string {
  const rule = (schema.equality(attribute) ?? ruleOfSyntax(schema.syntax(attribute))).toLowerCase();
  if (rule === 'octetstringmatch') return Buffer.from(value).toString('hex');
  const written = text(value);
  if (rule === 'distinguishednamematch' || rule === 'uniquemembermatch') return nameKey(written);
  if (rule.startsWith('integer')) return /^-?\d+$/.test(written) ? BigInt(written).toString() : written;
  if (rule.startsWith('telephone')) return written.toLowerCase().replaceAll(/[ -]/g, '');
  const trimmed = squeeze(written.trim());
  return rule.startsWith('caseexact') ? trimmed : trimmed.toLowerCase();
}

function nameKey(written: string): string {
  try {
    return dnKey(written);
  } catch (error) {
    if (error instanceof InvalidDn) return written.toLowerCase();
    throw error;
  }
}

const SYNTAX_RULES: ReadonlyMap<string, string> = new Map([
  ['1.3.6.1.4.1.1466.115.121.1.5', 'octetStringMatch'],
  ['1.3.6.1.4.1.1466.115.121.1.8', 'octetStringMatch'],
  ['1.3.6.1.4.1.1466.115.121.1.12', 'distinguishedNameMatch'],
  ['1.3.6.1.4.1.1466.115.121.1.27', 'integerMatch'],
  ['1.3.6.1.4.1.1466.115.121.1.28', 'octetStringMatch'],
  ['1.3.6.1.4.1.1466.115.121.1.40', 'octetStringMatch'],
  ['1.3.6.1.4.1.1466.115.121.1.50', 'telephoneNumberMatch'],
]);
const ruleOfSyntax = (syntax: string | null): string => SYNTAX_RULES.get(syntax ?? '') ?? 'caseIgnoreMatch';

/** Values of an attribute, whichever of its names is asked for, options included. */
export function valuesOf(schema: DirectorySchema, entry: StoredEntry, attribute: string): Uint8Array[] {
  const wanted = schema.canonical(attribute).toLowerCase();
  return [...entry.attributes].flatMap(([key, { values }]) =>
    key === wanted || key.startsWith(`${wanted};`) ? values : [],
  );
}

/** As 389-ds decides it: an unknown attribute matches nothing, and its negation everything. */
export function matches(schema: DirectorySchema, entry: StoredEntry, filter: Filter): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.filters.every((part) => matches(schema, entry, part));
    case 'or':
      return filter.filters.some((part) => matches(schema, entry, part));
    case 'not':
      return !matches(schema, entry, filter.filter);
    case 'present':
      return valuesOf(schema, entry, filter.attribute).length > 0;
    case 'equal':
    case 'approximate': {
      const key = valueKey(schema, filter.attribute, filter.value);
      return valuesOf(schema, entry, filter.attribute).some(
        (value) => valueKey(schema, filter.attribute, value) === key,
      );
    }
    case 'at-least':
    case 'at-most':
      return valuesOf(schema, entry, filter.attribute).some((value) => {
        const order = compare(schema, filter.attribute, value, filter.value);
        return filter.kind === 'at-least' ? order >= 0 : order <= 0;
      });
    case 'substrings':
      return valuesOf(schema, entry, filter.attribute).some((value) => hasPieces(schema, filter, value));
    case 'extensible':
      return matchesExtensible(schema, entry, filter);
  }
}

function compare(schema: DirectorySchema, attribute: string, left: Uint8Array, right: Uint8Array): number {
  const [a, b] = [valueKey(schema, attribute, left), valueKey(schema, attribute, right)];
  const integers = /^-?\d+$/.test(a) && /^-?\d+$/.test(b) && ruleIsInteger(schema, attribute);
  if (integers) return BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0;
  return a < b ? -1 : a > b ? 1 : 0;
}
const ruleIsInteger = (schema: DirectorySchema, attribute: string): boolean =>
  (schema.equality(attribute) ?? ruleOfSyntax(schema.syntax(attribute))).startsWith('integer');

function hasPieces(
  schema: DirectorySchema,
  filter: Extract<Filter, { kind: 'substrings' }>,
  value: Uint8Array,
): boolean {
  const exact = (schema.equality(filter.attribute) ?? '').toLowerCase().startsWith('caseexact');
  const key = (bytes: Uint8Array): string => squeeze(exact ? text(bytes) : text(bytes).toLowerCase());
  let rest = key(value).trim();
  if (filter.initial !== null) {
    const initial = key(filter.initial).trimStart();
    if (!rest.startsWith(initial)) return false;
    rest = rest.slice(initial.length);
  }
  if (filter.final !== null) {
    const final = key(filter.final).trimEnd();
    if (!rest.endsWith(final)) return false;
    rest = rest.slice(0, rest.length - final.length);
  }
  for (const piece of filter.any) {
    const at = rest.indexOf(key(piece));
    if (at < 0) return false;
    rest = rest.slice(at + key(piece).length);
  }
  return true;
}

function matchesExtensible(
  schema: DirectorySchema,
  entry: StoredEntry,
  filter: Extract<Filter, { kind: 'extensible' }>,
): boolean {
  const { attribute } = filter;
  const among = attribute === null ? [...entry.attributes.values()].map(({ name }) => name) : [attribute];
  const inEntry = among.some((name) =>
    valuesOf(schema, entry, name).some(
      (value) => valueKey(schema, name, value) === valueKey(schema, name, filter.value),
    ),
  );
  if (inEntry || !filter.dnAttributes || attribute === null) return inEntry;
  const part = `${baseName(attribute).toLowerCase()}=${text(filter.value).toLowerCase().trim()}`;
  return dnKey(entry.dn).split(/[,+]/).includes(part);
}
