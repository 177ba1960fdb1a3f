import { refused, SUCCEEDED, type Answer } from './directory-answer.ts';
import { valueKey, type StoredEntry } from './directory-match.ts';
import { withSuperiors } from './directory-rules.ts';
import type { DirectorySchema } from './directory-schema.ts';
import { parseDn } from './ldap/dn.ts';
import type { LdifModification } from './ldap/ldif.ts';

type Attribute = { readonly name: string; readonly values: readonly Uint8Array[] };

/** An entry under change: every step answers as the directory would, the entry is taken over only if all went well. */
export class Draft {
  readonly dn: string;
  readonly #schema: DirectorySchema;
  readonly #attributes: Map<string, Attribute>;

  constructor(schema: DirectorySchema, from: StoredEntry) {
    this.#schema = schema;
    this.dn = from.dn;
    this.#attributes = new Map(from.attributes);
  }

  entry(): StoredEntry {
    return { dn: this.dn, attributes: this.#attributes };
  }

  change({ operation, attribute, values }: LdifModification): Answer {
    switch (operation) {
      case 'add':
        return this.add(attribute, values);
      case 'delete':
        return this.remove(attribute, values);
      case 'replace':
        return this.#replace(attribute, values);
    }
  }

  add(attribute: string, values: readonly Uint8Array[]): Answer {
    const [key, name] = this.#named(attribute);
    const present = this.#attributes.get(key)?.values ?? [];
    const wanted = [...present, ...values];
    if (this.#repeats(name, wanted)) return refused(20);
    this.#attributes.set(key, { name, values: wanted });
    return SUCCEEDED;
  }

  remove(attribute: string, values: readonly Uint8Array[]): Answer {
    const [key, name] = this.#named(attribute);
    const present = this.#attributes.get(key);
    if (present === undefined) return refused(16);
    const gone = new Set(values.map((value) => valueKey(this.#schema, name, value)));
    const left = present.values.filter((value) => !gone.has(valueKey(this.#schema, name, value)));
    if (present.values.length - left.length !== gone.size) return refused(16);
    if (values.length === 0 || left.length === 0) this.#attributes.delete(key);
    else this.#attributes.set(key, { name, values: left });
    return SUCCEEDED;
  }

  #replace(attribute: string, values: readonly Uint8Array[]): Answer {
    const [key, name] = this.#named(attribute);
    if (this.#repeats(name, values)) return refused(20);
    if (values.length === 0) this.#attributes.delete(key);
    else this.#attributes.set(key, { name, values });
    return SUCCEEDED;
  }

  /** The superiors of every class, as 389-ds writes them into the entry. */
  completeClasses(): void {
    const present = this.#attributes.get('objectclass');
    if (present === undefined) return;
    const classes = withSuperiors(
      this.#schema,
      present.values.map((value) => Buffer.from(value).toString()),
    );
    this.#attributes.set('objectclass', {
      name: 'objectClass',
      values: classes.map((name) => Buffer.from(name)),
    });
  }

  /** Values of the name that the entry lacks are added. */
  completeName(): void {
    for (const { type, value } of parseDn(this.dn)[0] ?? [])
      if (!this.#holds(type, value)) this.add(type, [value]);
  }

  keepsName(): boolean {
    return (parseDn(this.dn)[0] ?? []).every(({ type, value }) => this.#holds(type, value));
  }

  #holds(attribute: string, value: Uint8Array): boolean {
    const [key, name] = this.#named(attribute);
    const wanted = valueKey(this.#schema, name, value);
    return (this.#attributes.get(key)?.values ?? []).some(
      (candidate) => valueKey(this.#schema, name, candidate) === wanted,
    );
  }

  #named(attribute: string): [key: string, name: string] {
    const name = this.#schema.canonical(attribute);
    return [name.toLowerCase(), name];
  }

  #repeats(name: string, values: readonly Uint8Array[]): boolean {
    return new Set(values.map((value) => valueKey(this.#schema, name, value))).size !== values.length;
  }
}
