import { refused, SUCCEEDED, type Answer } from './directory-answer.ts';
import { Draft } from './directory-entry.ts';
import { valueKey, valuesOf, type StoredEntry } from './directory-match.ts';
import { checkEntry } from './directory-rules.ts';
import type { DirectorySchema } from './directory-schema.ts';
import { dnKey, InvalidDn, parseDn, printDn } from './ldap/dn.ts';
import { printLdif, type LdifChange } from './ldap/ldif.ts';

export type DirectoryChange = { readonly dn: string } & LdifChange;
const NO_PARENT = '';
/** The key of the parent: in a key, a comma always separates two RDNs. */
const parentKey = (key: string): string => key.split(',').slice(1).join(',') || NO_PARENT;

/** The entries of a directory, and what it answers to changes; answers are those that 389-ds 2.3 gave when asked. */
export class DirectoryTree {
  readonly #schema: DirectorySchema;
  readonly #entries = new Map<string, StoredEntry>();
  readonly #suffixes = new Set<string>();

  constructor(schema: DirectorySchema) {
    this.#schema = schema;
  }

  /** Lets an entry stand without a parent. */
  addSuffix(dn: string): void {
    this.#suffixes.add(dnKey(dn));
  }

  get suffixes(): string[] {
    return [...this.#suffixes];
  }

  find(key: string): StoredEntry | undefined {
    return this.#entries.get(key);
  }

  /** The name of the nearest entry above that exists. */
  matched(key: string): string {
    for (let above = parentKey(key); above !== NO_PARENT; above = parentKey(above)) {
      const entry = this.#entries.get(above);
      if (entry !== undefined) return entry.dn;
    }
    return '';
  }

  /** Base itself first, parents before children. The empty key is above everything. */
  within(key: string, scope: 'base' | 'one' | 'sub'): StoredEntry[] {
    if (scope === 'base') return [this.#entries.get(key)].filter((entry) => entry !== undefined);
    return [...this.#entries].flatMap(([candidate, entry]) => {
      const inside =
        scope === 'one'
          ? candidate !== key && parentKey(candidate) === key
          : key === '' || candidate === key || candidate.endsWith(`,${key}`);
      return inside ? [entry] : [];
    });
  }

  exportLdif(): string {
    return printLdif(
      [...this.#entries.values()].map(({ dn, attributes }) => ({
        dn,
        kind: 'add',
        explicit: false,
        attributes: Object.fromEntries([...attributes.values()].map(({ name, values }) => [name, values])),
      })),
    );
  }

  apply(change: DirectoryChange): Answer {
    let key: string;
    try {
      key = dnKey(change.dn);
    } catch (error) {
      if (!(error instanceof InvalidDn)) throw error;
      return change.kind === 'add' ? refused(34, error.message) : refused(32);
    }
    if (change.kind === 'add') return this.#add(key, change);
    const present = this.#entries.get(key);
    if (present === undefined) return refused(32, '', this.matched(key));
    switch (change.kind) {
      case 'modify':
        return this.#modify(key, present, change);
      case 'delete':
        return this.#remove(key);
      case 'modrdn':
        return this.#rename(key, present, change);
    }
  }

  #add(key: string, change: Extract<DirectoryChange, { kind: 'add' }>): Answer {
    if (this.#entries.has(key)) return refused(68);
    if (!this.#suffixes.has(key) && !this.#entries.has(parentKey(key)))
      return refused(32, '', this.matched(key));
    const draft = new Draft(this.#schema, { dn: printDn(parseDn(change.dn)), attributes: new Map() });
    for (const [name, values] of Object.entries(change.attributes)) {
      const added = draft.add(name, values);
      if (added.code !== 0) return added;
    }
    draft.completeName();
    return this.#keep(key, draft);
  }

  #modify(key: string, present: StoredEntry, change: Extract<DirectoryChange, { kind: 'modify' }>): Answer {
    const draft = new Draft(this.#schema, present);
    for (const modification of change.modifications) {
      const changed = draft.change(modification);
      if (changed.code !== 0) return changed;
    }
    if (!draft.keepsName()) return refused(67);
    return this.#keep(key, draft);
  }

  #keep(key: string, draft: Draft): Answer {
    draft.completeClasses();
    const entry = draft.entry();
    const checked = checkEntry(this.#schema, entry);
    if (checked.code === 0) this.#entries.set(key, entry);
    return checked;
  }

  #remove(key: string): Answer {
    if (this.within(key, 'sub').length > 1) return refused(66);
    this.#entries.delete(key);
    return SUCCEEDED;
  }

  #rename(key: string, present: StoredEntry, change: Extract<DirectoryChange, { kind: 'modrdn' }>): Answer {
    const [ownRdn = [], ...above] = parseDn(present.dn);
    let target: string;
    try {
      const superior = change.newSuperior === null ? printDn(above) : change.newSuperior;
      target = printDn([...parseDn(change.newRdn), ...parseDn(superior)]);
    } catch (error) {
      if (error instanceof InvalidDn) return refused(34, error.message);
      throw error;
    }
    const targetKey = dnKey(target);
    if (targetKey !== key && this.#entries.has(targetKey)) return refused(68);
    const superiorKey = parentKey(targetKey);
    if (!this.#entries.has(superiorKey)) return refused(32, '', this.matched(targetKey));
    if (superiorKey === key || superiorKey.endsWith(`,${key}`))
      return refused(53, 'an entry cannot be moved below itself');
    const draft = new Draft(this.#schema, { dn: target, attributes: present.attributes });
    const newKeys = new Set(targetKey.split(',', 1)[0]?.split('+'));
    for (const assertion of change.deleteOldRdn ? ownRdn : [])
      if (!newKeys.has(dnKey([[assertion]]))) draft.remove(assertion.type, [assertion.value]);
    draft.completeName();
    const checked = checkEntry(this.#schema, draft.entry());
    if (checked.code !== 0) return checked;
    this.#move(key, targetKey, above.length, draft.entry());
    return SUCCEEDED;
  }

  #move(key: string, targetKey: string, depthAbove: number, renamed: StoredEntry): void {
    const target = parseDn(renamed.dn);
    const below = [...this.#entries].filter(([candidate]) => candidate.endsWith(`,${key}`));
    this.#entries.delete(key);
    this.#entries.set(targetKey, renamed);
    for (const [candidate, entry] of below) {
      const own = parseDn(entry.dn);
      const moved = printDn([...own.slice(0, own.length - depthAbove - 1), ...target]);
      this.#entries.delete(candidate);
      this.#entries.set(dnKey(moved), { dn: moved, attributes: entry.attributes });
    }
  }

  /** 6 true, 5 false. */
  compare(dn: string, attribute: string, value: Uint8Array): Answer {
    const entry = this.#entries.get(dnKey(dn));
    if (entry === undefined) return refused(32, '', this.matched(dnKey(dn)));
    const values = valuesOf(this.#schema, entry, attribute);
    if (values.length === 0) return refused(16);
    const wanted = valueKey(this.#schema, attribute, value);
    return refused(values.some((own) => valueKey(this.#schema, attribute, own) === wanted) ? 6 : 5);
  }
}
