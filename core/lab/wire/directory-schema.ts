import { refused, SUCCEEDED, type Answer } from './directory-answer.ts';
import {
  InvalidDefinition,
  parseAttributeType,
  parseObjectClass,
  type AttributeType,
  type ObjectClass,
} from './ldap/schema-definition.ts';

type Kept<Definition> = { readonly definition: Definition; readonly text: string };

/** `mail;lang-ja` is the attribute `mail` with an option. */
export const baseName = (name: string): string => name.split(';', 1)[0] ?? name;

/** What a directory knows of attributes and classes; grows by additions to cn=schema, as 389-ds does it. */
export class DirectorySchema {
  readonly #attributes = new Map<string, Kept<AttributeType>>();
  readonly #classes = new Map<string, Kept<ObjectClass>>();

  attribute(name: string): AttributeType | undefined {
    return this.#attributes.get(baseName(name).toLowerCase())?.definition;
  }

  objectClass(name: string): ObjectClass | undefined {
    return this.#classes.get(name.toLowerCase())?.definition;
  }

  /** First name and options of an attribute, whichever of its names was used. */
  canonical(name: string): string {
    const first = this.attribute(name)?.names[0];
    return first === undefined ? name : first + name.slice(baseName(name).length);
  }

  /** The equality rule, taken from a superior where the type itself has none. */
  equality(name: string): string | null {
    return this.#inherited(name, (type) => type.equality);
  }

  syntax(name: string): string | null {
    return this.#inherited(name, (type) => type.syntax);
  }

  #inherited(name: string, of: (type: AttributeType) => string | null): string | null {
    const seen = new Set<AttributeType>();
    for (let type = this.attribute(name); type !== undefined && !seen.has(type);) {
      const own = of(type);
      if (own !== null) return own;
      seen.add(type);
      type = type.superior === null ? undefined : this.attribute(type.superior);
    }
    return null;
  }

  /** Definition texts, as cn=schema shows them. */
  texts(kind: 'attributeTypes' | 'objectClasses'): string[] {
    const kept = kind === 'attributeTypes' ? this.#attributes : this.#classes;
    return [...new Set([...kept.values()].map(({ text }) => text))];
  }

  /**
   * Adds or replaces: the same OID and name replaces what was there; a name under another OID, or an OID under another
   * name, is in use (20).
   */
  add(kind: 'attributeTypes' | 'objectClasses', text: string): Answer {
    try {
      return kind === 'attributeTypes'
        ? this.#put(this.#attributes, parseAttributeType(text), text)
        : this.#addClass(parseObjectClass(text), text);
    } catch (error) {
      if (error instanceof InvalidDefinition) return refused(21, error.message);
      throw error;
    }
  }

  #addClass(definition: ObjectClass, text: string): Answer {
    const name = definition.names[0] ?? definition.oid;
    const unknown = [...definition.must, ...definition.may].find(
      (attribute) => this.attribute(attribute) === undefined,
    );
    if (unknown !== undefined)
      return refused(21, `object class ${name}: Unknown allowed attribute type "${unknown}"`);
    const superior = definition.superiors.find((candidate) => this.objectClass(candidate) === undefined);
    if (superior !== undefined) return refused(21, `object class ${name}: Unknown superior "${superior}"`);
    return this.#put(this.#classes, definition, text);
  }

  #put<Definition extends AttributeType | ObjectClass>(
    kept: Map<string, Kept<Definition>>,
    definition: Definition,
    text: string,
  ): Answer {
    const keys = [definition.oid, ...definition.names].map((key) => key.toLowerCase());
    const met = new Set(keys.flatMap((key) => kept.get(key)?.definition ?? []));
    for (const other of met) {
      const [first] = other.names;
      if (other.oid !== definition.oid || first?.toLowerCase() !== definition.names[0]?.toLowerCase())
        return refused(
          20,
          `${definition.names[0] ?? definition.oid}: Does not match the OID "${definition.oid}". Another definition is already using the name or OID.`,
        );
    }
    for (const [key, value] of kept) if (met.has(value.definition)) kept.delete(key);
    for (const key of keys) kept.set(key, { definition, text });
    return SUCCEEDED;
  }

  /** Only what nothing depends on can go. */
  remove(kind: 'attributeTypes' | 'objectClasses', text: string): Answer {
    const kept: Map<string, Kept<AttributeType | ObjectClass>> = kind === 'attributeTypes'
      ? this.#attributes
      : this.#classes;
    const oid = /^\(\s*(\S+)/.exec(text)?.[1]?.toLowerCase() ?? '';
    const found = kept.get(oid)?.definition;
    if (found === undefined) return refused(16, 'no such definition');
    const names = new Set([found.oid, ...found.names].map((name) => name.toLowerCase()));
    const user = [...this.#classes.values()].find(({ definition }) =>
      [...definition.must, ...definition.may, ...definition.superiors].some((name) =>
        names.has(name.toLowerCase()),
      ),
    );
    if (user !== undefined)
      return refused(53, `is used by object class ${user.definition.names[0] ?? ''}. Cannot delete.`);
    for (const key of names) kept.delete(key);
    return SUCCEEDED;
  }

  /** A class and everything above it, nearest first. */
  lineage(name: string): ObjectClass[] {
    const found: ObjectClass[] = [];
    const visit = (candidate: string): void => {
      const definition = this.objectClass(candidate);
      if (definition === undefined || found.includes(definition)) return;
      found.push(definition);
      const superiors = definition.superiors.length > 0 ? definition.superiors : ['top'];
      for (const superior of superiors) visit(superior);
    };
    visit(name);
    return found;
  }
}
