import type { DirectoryConnection, Entry, Modification } from '../connections/connections.ts';
import { parseLdif } from '../directory/ldif.ts';
import {
  InvalidDefinition,
  parseAttributeType,
  parseObjectClass,
  sameDefinition,
  type AttributeType,
  type ObjectClass,
} from '../directory/schema-definition.ts';
import type { PlannedLdap } from '../plan/operation.ts';
import type { ProbeResult } from '../run/outcome.ts';
import type { Context } from './executor.ts';
import type { LdapAction } from './ldap-action.ts';
import { NotReadable, readEntries, say, STOPPED, textOf, valuesOf } from './ldap-answers.ts';
import { noSchemaAt, schemaSaid } from './ldap-schema-said.ts';
import { redacted } from './said.ts';

const KINDS = ['attributeTypes', 'objectClasses'] as const;
type Kind = (typeof KINDS)[number];
type Definition = {
  readonly kind: Kind;
  readonly text: string;
  readonly parsed: AttributeType | ObjectClass;
};
/** `conflict`: the name is there under another number, which no directory replaces. */
type Difference = Definition & { readonly how: 'add' | 'replace' | 'conflict' };

const nameOf = ({ parsed }: Definition): string => parsed.names[0] ?? parsed.oid;
const line = (difference: Difference): string =>
  `${difference.how} ${difference.kind} ${nameOf(difference)} (${difference.parsed.oid})`;

function define(kind: Kind, text: string): Definition {
  return {
    kind,
    text,
    parsed: kind === 'attributeTypes' ? parseAttributeType(text) : parseObjectClass(text),
  };
}

/** Definitions of a file: an entry of cn=schema, or modifications that add to it. */
async function wantedOf(document: string, context: Context): Promise<Definition[]> {
  const records = parseLdif(textOf(await context.documents.get(document)));
  return records.flatMap((record) => {
    const additions =
      record.kind === 'add'
        ? Object.entries(record.attributes).map(([attribute, values]) => ({ attribute, values }))
        : record.kind === 'modify'
          ? record.modifications.filter(({ operation }) => operation === 'add')
          : [];
    return additions.flatMap(({ attribute, values }) => {
      const kind = KINDS.find((candidate) => candidate.toLowerCase() === attribute.toLowerCase());
      return kind === undefined ? [] : values.map((value) => define(kind, textOf(value)));
    });
  });
}

async function subschemaOf(directory: DirectoryConnection): Promise<string> {
  const [root] = (await readEntries(directory, '', 'base', '(objectClass=*)', ['subschemaSubentry'])) ?? [];
  const [name] = root === undefined ? [] : valuesOf(root, 'subschemaSubentry');
  return name === undefined ? 'cn=schema' : textOf(name);
}

async function differences(
  wanted: readonly Definition[],
  directory: DirectoryConnection,
): Promise<Difference[]> {
  const subschema = await subschemaOf(directory);
  const [entry] = (await readEntries(directory, subschema, 'base', '(objectClass=*)', KINDS)) ?? [];
  if (entry === undefined) throw new NotReadable(noSchemaAt(subschema));
  const present = presentIn(entry);
  return wanted.flatMap((definition): Difference[] => {
    const { kind, parsed } = definition;
    const met = [parsed.oid, ...parsed.names].flatMap(
      (key) => present.get(`${kind} ${key.toLowerCase()}`) ?? [],
    );
    if (met.length === 0) return [{ ...definition, how: 'add' as const }];
    const isOther = (other: Definition): boolean =>
      other.parsed.oid !== parsed.oid || nameOf(other).toLowerCase() !== nameOf(definition).toLowerCase();
    if (met.some(isOther)) return [{ ...definition, how: 'conflict' as const }];
    const inherited = inheritedBy(parsed, present);
    return met.every((other) => sameDefinition(other.parsed, parsed, inherited))
      ? []
      : [{ ...definition, how: 'replace' as const }];
  });
}

/** By kind and every name and number, in lower case. */
type Present = ReadonlyMap<string, Definition>;

function presentIn(entry: Entry): Present {
  const present = new Map<string, Definition>();
  for (const kind of KINDS)
    for (const value of valuesOf(entry, kind)) {
      const definition = understood(kind, textOf(value));
      const keys = definition === null ? [] : [definition.parsed.oid, ...definition.parsed.names];
      for (const key of keys)
        if (definition !== null) present.set(`${kind} ${key.toLowerCase()}`, definition);
    }
  return present;
}

/** A definition of the directory's own that we cannot read is none of ours. */
function understood(kind: Kind, text: string): Definition | null {
  try {
    return define(kind, text);
  } catch (error) {
    if (error instanceof InvalidDefinition) return null;
    throw error;
  }
}

/** Attributes that the superiors of a class allow or demand, in lower case. */
function inheritedBy(definition: AttributeType | ObjectClass, present: Present): ReadonlySet<string> {
  const inherited = new Set<string>();
  const visited = new Set<string>();
  const visit = (names: readonly string[]): void => {
    for (const name of names) {
      const above = present.get(`objectClasses ${name.toLowerCase()}`)?.parsed;
      if (above?.kind !== 'object-class' || visited.has(above.oid)) continue;
      visited.add(above.oid);
      for (const attribute of [...above.must, ...above.may]) inherited.add(attribute.toLowerCase());
      visit(above.superiors);
    }
  };
  if (definition.kind === 'object-class') visit(definition.superiors);
  return inherited;
}

type SchemaAction = Extract<PlannedLdap['action'], { kind: 'add-schema' | 'has-schema' }>;

/** Adds what a schema file defines and the directory does not know, and says whether it knows all of it. */
export const addSchema: LdapAction<SchemaAction> = {
  preview: async ({ document }, directory, context) => {
    const missing = await differences(await wantedOf(document, context), directory);
    const count = (how: Difference['how']): number => missing.filter((one) => one.how === how).length;
    const [added, replaced, conflicts] = [count('add'), count('replace'), count('conflict')];
    return {
      text: {
        en: `Definitions to add: ${added}, to replace: ${replaced}, in conflict: ${conflicts}.`,
        ja: `追加する定義 ${added} 件、置き換える定義 ${replaced} 件、衝突する定義 ${conflicts} 件です。`,
      },
      changes: missing.map(line),
    };
  },

  carryOut: async ({ document }, directory, context, again) => {
    const wanted = await wantedOf(document, context);
    const missing = await differences(wanted, directory);
    const evidence = [
      await context.keep(Buffer.from(missing.map((one) => `${line(one)}\n`).join('')), 'schema changes'),
    ];
    const conflicts = missing.filter(({ how }) => how === 'conflict');
    if (conflicts.length > 0)
      return {
        kind: 'failed',
        reason: 'conflict',
        detail: schemaSaid.inUse(conflicts.map(nameOf)),
        evidence,
      };
    if (missing.length === 0) return { kind: 'succeeded', detail: schemaSaid.already, evidence };
    const modifications: Modification[] = KINDS.flatMap((kind) => {
      const values = missing.filter((one) => one.kind === kind).map(({ text }) => text);
      return values.length === 0 ? [] : [{ operation: 'add' as const, attribute: kind, values }];
    });
    const result = await directory.modify(await subschemaOf(directory), modifications);
    if (result.kind === 'result' && result.code !== 0)
      return { kind: 'failed', reason: 'refused', detail: redacted(context, say(result)), evidence };
    const left = await lookAgain(wanted, result.kind === 'result' ? () => Promise.resolve(directory) : again);
    if (left === 0 || (left === null && result.kind === 'result'))
      return { kind: 'succeeded', detail: schemaSaid.written(missing.length), evidence };
    if (result.kind === 'no-answer') return { kind: 'lost', reason: 'no-answer', detail: STOPPED, evidence };
    return {
      kind: 'failed',
      reason: 'refused',
      detail: schemaSaid.notThere(left),
      evidence,
    };
  },

  probe: async ({ document }, directory, context): Promise<ProbeResult> => {
    const wanted = await wantedOf(document, context);
    const missing = await differences(wanted, directory);
    const evidence = [
      await context.keep(Buffer.from(missing.map((one) => `${line(one)}\n`).join('')), 'schema'),
    ];
    if (missing.length === 0)
      return { kind: 'satisfied', detail: schemaSaid.allThere(wanted.length), evidence };
    return {
      kind: 'unsatisfied',
      detail: schemaSaid.missing(missing.map(nameOf), wanted.length),
      evidence,
    };
  },
};

/** How many are still missing, or `null` if the directory cannot be asked. */
async function lookAgain(
  wanted: readonly Definition[],
  open: () => Promise<DirectoryConnection>,
): Promise<number | null> {
  try {
    return (await differences(wanted, await open())).length;
  } catch {
    return null;
  }
}
