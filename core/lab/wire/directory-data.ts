import { createHash } from 'node:crypto';

import { refused, SUCCEEDED, type Answer } from './directory-answer.ts';
import { ChangeLog } from './directory-log.ts';
import { matches, valuesOf, type StoredEntry } from './directory-match.ts';
import { baseName, DirectorySchema } from './directory-schema.ts';
import { DirectoryTree, type DirectoryChange } from './directory-tree.ts';
import { dnKey, InvalidDn, parseDn } from './ldap/dn.ts';
import type { Filter } from './ldap/filter.ts';
import { parseLdif, type LdifRecord } from './ldap/ldif.ts';

export const MANAGER = 'cn=Directory Manager';
const SCHEMA_KEY = 'cn=schema';
const DEFINITIONS = new Map<string, 'attributeTypes' | 'objectClasses'>([
  ['attributetypes', 'attributeTypes'],
  ['objectclasses', 'objectClasses'],
]);
const text = (value: Uint8Array): string => Buffer.from(value).toString();

export type DirectorySeed = {
  /** LDIF of schema files: records of cn=schema. */
  readonly schema: readonly string[];
  /** LDIF of entries, parents first; an entry without a parent begins a naming context. */
  readonly entries: readonly string[];
  readonly changeLog: string | null;
  readonly managerPassword: string;
};

/** Schema, entries and change log together; knows nothing of the wire. */
export class DirectoryData {
  readonly schema = new DirectorySchema();
  readonly #tree = new DirectoryTree(this.schema);
  readonly #log: ChangeLog;
  readonly #managerPassword: string;

  /** @throws Error if the seed or the change log does not go in */
  constructor(seed: DirectorySeed) {
    this.#managerPassword = seed.managerPassword;
    this.#log = new ChangeLog(seed.changeLog);
    for (const record of seed.schema.flatMap(parseLdif)) this.#load(record);
    const entries = seed.entries.flatMap(parseLdif);
    const names = new Set(entries.map(({ dn }) => dnKey(dn)));
    for (const record of entries) {
      const [, ...above] = parseDn(record.dn);
      if (above.length === 0 || !names.has(dnKey(above))) this.#tree.addSuffix(record.dn);
      this.#load(record);
    }
    for (const change of this.#log.read()) this.#load(change);
  }

  #load(change: DirectoryChange | LdifRecord): void {
    const { code, diagnostic } = this.#carryOut(change).answer;
    const where = 'line' in change ? `line ${change.line}, ` : '';
    if (code !== 0) throw new Error(`${where}${change.dn}: result ${code} ${diagnostic}`);
  }

  /** Answers and, if it was done, notes it in the change log. */
  apply(change: DirectoryChange): Answer {
    const { answer, done } = this.#carryOut(change);
    if (done !== null) this.#log.append(done);
    return answer;
  }

  #carryOut(change: DirectoryChange): { answer: Answer; done: DirectoryChange | null } {
    if (isSchema(change.dn)) return this.#changeSchema(change);
    const answer = this.#tree.apply(change);
    return { answer, done: answer.code === 0 ? change : null };
  }

  /** As 389-ds does it: value by value, and what went in before the first refusal stays. */
  #changeSchema(change: DirectoryChange): { answer: Answer; done: DirectoryChange | null } {
    const steps =
      change.kind === 'modify'
        ? change.modifications
        : change.kind === 'add'
          ? Object.entries(change.attributes).map(([attribute, values]) => ({
              operation: 'add' as const,
              attribute,
              values,
            }))
          : [];
    const done: (typeof steps)[number][] = [];
    for (const { operation, attribute, values } of steps) {
      const kind = DEFINITIONS.get(attribute.toLowerCase());
      if (kind === undefined) {
        if (change.kind === 'add') continue;
        return { answer: refused(53, `${attribute} of cn=schema is not changed`), done: schemaChange(done) };
      }
      for (const value of values) {
        const answer =
          operation === 'add'
            ? this.schema.add(kind, text(value))
            : operation === 'delete'
              ? this.schema.remove(kind, text(value))
              : refused(53, 'Replace is not allowed on the subschema subentry');
        if (answer.code !== 0) return { answer, done: schemaChange(done) };
        done.push({ operation, attribute, values: [value] });
      }
    }
    const answer = steps.length === 0 ? refused(53) : SUCCEEDED;
    return { answer, done: schemaChange(done) };
  }

  /** 0, or 49 whether name or password is wrong. */
  bind(dn: string, password: string): Answer {
    if (password === '') return refused(53, 'Unauthenticated binds are not allowed');
    const key = keyOf(dn);
    if (key === null) return refused(49);
    if (this.isManager(dn)) return password === this.#managerPassword ? SUCCEEDED : refused(49);
    const entry = this.#tree.find(key);
    const passwords = entry === undefined ? [] : valuesOf(this.schema, entry, 'userPassword').map(text);
    return passwords.some((kept) => isPassword(password, kept)) ? SUCCEEDED : refused(49);
  }

  isManager(dn: string): boolean {
    return keyOf(dn) === dnKey(MANAGER);
  }

  compare(dn: string, attribute: string, value: Uint8Array): Answer {
    return keyOf(dn) === null ? refused(34) : this.#tree.compare(dn, attribute, value);
  }

  /** `everything`: the asker may read entries; what a directory says of itself, everybody may read. */
  search(
    base: string,
    scope: 'base' | 'one' | 'sub',
    filter: Filter,
    everything: boolean,
  ): { answer: Answer; entries: StoredEntry[] } {
    const key = keyOf(base);
    if (key === null) return { answer: refused(32), entries: [] };
    const special = key === '' ? this.#root() : key === SCHEMA_KEY ? this.#schemaEntry() : null;
    if (special !== null && (scope === 'base' || key === SCHEMA_KEY)) {
      const found = scope !== 'one' && matches(this.schema, special, filter);
      return { answer: SUCCEEDED, entries: found ? [special] : [] };
    }
    if (key !== '' && this.#tree.find(key) === undefined)
      return { answer: refused(32, '', this.#tree.matched(key)), entries: [] };
    const entries = everything ? this.#tree.within(key, scope) : [];
    return { answer: SUCCEEDED, entries: entries.filter((entry) => matches(this.schema, entry, filter)) };
  }

  exportLdif(): string {
    return this.#tree.exportLdif();
  }

  #root(): StoredEntry {
    return described('', {
      objectClass: ['top'],
      namingContexts: this.#tree.suffixes,
      subschemaSubentry: [SCHEMA_KEY],
      supportedControl: ['1.2.840.113556.1.4.319'],
      supportedLDAPVersion: ['3'],
      vendorName: ['Watari lab'],
    });
  }

  #schemaEntry(): StoredEntry {
    return described(SCHEMA_KEY, {
      objectClass: ['top', 'ldapSubentry', 'subschema'],
      cn: ['schema'],
      attributeTypes: this.schema.texts('attributeTypes'),
      objectClasses: this.schema.texts('objectClasses'),
    });
  }

  /** Attributes of an entry that were asked for, spelled as asked (RFC 4511 section 4.5.1.8: none, `*`, `+`, `1.1`). */
  select(entry: StoredEntry, asked: readonly string[]): { name: string; values: readonly Uint8Array[] }[] {
    const users = asked.length === 0 || asked.includes('*');
    const operational = asked.includes('+');
    const byName = new Map(asked.map((name) => [this.schema.canonical(name).toLowerCase(), name]));
    return [...entry.attributes].flatMap(([key, { name, values }]) => {
      const spelled = byName.get(key) ?? byName.get(baseName(key));
      const isOperational = this.schema.attribute(name)?.operational === true;
      if (spelled === undefined && !(isOperational ? operational : users)) return [];
      const options = name.slice(baseName(name).length);
      return [{ name: spelled === undefined ? name : baseName(spelled) + options, values }];
    });
  }
}

/** Plain, or `{SHA}` and `{SSHA}` as Netscape's directory hashed them. */
function isPassword(password: string, kept: string): boolean {
  const hashed = /^\{S?SHA\}(.+)$/iu.exec(kept)?.[1];
  if (hashed === undefined) return password === kept;
  const bytes = Buffer.from(hashed, 'base64');
  const digest = createHash('sha1').update(password).update(bytes.subarray(20)).digest();
  return digest.equals(bytes.subarray(0, 20));
}

function keyOf(dn: string): string | null {
  try {
    return dnKey(dn);
  } catch (error) {
    if (error instanceof InvalidDn) return null;
    throw error;
  }
}
const isSchema = (dn: string): boolean => keyOf(dn) === SCHEMA_KEY;

function schemaChange(
  modifications: Extract<DirectoryChange, { kind: 'modify' }>['modifications'],
): DirectoryChange | null {
  return modifications.length === 0 ? null : { dn: SCHEMA_KEY, kind: 'modify', modifications };
}

function described(dn: string, attributes: Readonly<Record<string, readonly string[]>>): StoredEntry {
  return {
    dn,
    attributes: new Map(
      Object.entries(attributes).map(([name, values]) => [
        name.toLowerCase(),
        { name, values: values.map((value) => Buffer.from(value)) },
      ]),
    ),
  };
}
