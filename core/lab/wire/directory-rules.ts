import { refused, SUCCEEDED, type Answer } from './directory-answer.ts';
import { valuesOf, type StoredEntry } from './directory-match.ts';
import { baseName, type DirectorySchema } from './directory-schema.ts';
import { InvalidDn, parseDn } from './ldap/dn.ts';

const SYNTAX = '1.3.6.1.4.1.1466.115.121.1.';
const isName = (value: string): boolean => {
  try {
    parseDn(value);
    return true;
  } catch (error) {
    if (error instanceof InvalidDn) return false;
    throw error;
  }
};
/** Which values the syntaxes let pass, as far as mail directories use them. */
const SYNTAX_CHECKS: ReadonlyMap<string, (value: string) => boolean> = new Map([
  [`${SYNTAX}7`, (value: string) => value === 'TRUE' || value === 'FALSE'],
  [`${SYNTAX}12`, isName],
  [`${SYNTAX}15`, (value: string) => value !== ''],
  [
    `${SYNTAX}24`,
    (value: string) => /^\d{10}(?:\d{2}){0,2}(?:[.,]\d+)?(?:Z|[+-]\d{2}(?:\d{2})?)$/.test(value),
  ],
  [`${SYNTAX}26`, (value: string) => [...value].every((character) => character.charCodeAt(0) < 0x80)],
  [`${SYNTAX}27`, (value: string) => /^-?(?:0|[1-9]\d*)$/.test(value)],
  [`${SYNTAX}50`, (value: string) => value.trim() !== ''],
]);

const objectClassesOf = (entry: StoredEntry): string[] =>
  (entry.attributes.get('objectclass')?.values ?? []).map((value) => Buffer.from(value).toString());

/** Object class of an entry: known classes, nothing required missing, nothing that is not allowed, in 389-ds's words. */
export function checkEntry(schema: DirectorySchema, entry: StoredEntry): Answer {
  const written = objectClassesOf(entry);
  if (written.length === 0) return refused(65, 'missing required attribute "objectclass"');
  const unknown = written.find((name) => schema.objectClass(name) === undefined);
  if (unknown !== undefined) return refused(65, `unknown object class "${unknown}"`);
  const classes = written.flatMap((name) => schema.lineage(name));
  for (const { names, must } of classes) {
    const missing = must.find((name) => valuesOf(schema, entry, name).length === 0);
    if (missing !== undefined)
      return refused(65, `missing attribute "${missing}" required by object class "${names[0] ?? ''}"`);
  }
  const free = classes.some(({ names }) => names[0]?.toLowerCase() === 'extensibleobject');
  const allowed = new Set(
    classes.flatMap(({ must, may }) => [...must, ...may].map((name) => schema.canonical(name).toLowerCase())),
  );
  for (const { name, values } of entry.attributes.values()) {
    const type = schema.attribute(name);
    const permitted = free || type?.operational === true || allowed.has(baseName(name).toLowerCase());
    if (type === undefined || !permitted) return refused(65, `attribute "${name}" not allowed`);
    if (type.singleValue && values.length > 1)
      return refused(65, `single-valued attribute "${name}" has multiple values`);
  }
  return checkSyntaxes(schema, entry);
}

function checkSyntaxes(schema: DirectorySchema, entry: StoredEntry): Answer {
  for (const { name, values } of entry.attributes.values()) {
    const holds = SYNTAX_CHECKS.get(schema.syntax(name) ?? '');
    const wrong =
      holds === undefined ? -1 : values.findIndex((value) => !holds(Buffer.from(value).toString()));
    if (wrong >= 0) return refused(21, `${name}: value #${wrong} invalid per syntax`);
  }
  return SUCCEEDED;
}

/** The classes written and everything above them, by the names the schema gives them. */
export function withSuperiors(schema: DirectorySchema, written: readonly string[]): string[] {
  const names = written.flatMap((name) => {
    const lineage = schema.lineage(name).map((definition) => definition.names[0] ?? definition.oid);
    return lineage.length === 0 ? [name] : lineage;
  });
  const ordered = [...written.map((name) => schema.objectClass(name)?.names[0] ?? name), ...names];
  return [...new Set(ordered)];
}
