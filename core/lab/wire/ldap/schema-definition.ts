/** An attribute type as RFC 4512 writes it. Names are kept as written; they compare without case. */
export type AttributeType = {
  readonly kind: 'attribute-type';
  readonly oid: string;
  readonly names: readonly string[];
  readonly superior: string | null;
  readonly equality: string | null;
  readonly syntax: string | null;
  readonly singleValue: boolean;
  /** Kept by the server or about an entry rather than in it: allowed in every entry. */
  readonly operational: boolean;
};
export type ObjectClass = {
  readonly kind: 'object-class';
  readonly oid: string;
  readonly names: readonly string[];
  readonly superiors: readonly string[];
  readonly structure: 'abstract' | 'structural' | 'auxiliary';
  readonly must: readonly string[];
  readonly may: readonly string[];
};

export class InvalidDefinition extends Error {
  override readonly name = 'InvalidDefinition';
}

type Fields = ReadonlyMap<string, readonly string[]>;
const FLAGS = new Set([
  'OBSOLETE',
  'SINGLE-VALUE',
  'COLLECTIVE',
  'NO-USER-MODIFICATION',
  'ABSTRACT',
  'STRUCTURAL',
  'AUXILIARY',
]);

function fieldsOf(text: string): { oid: string; fields: Fields } {
  const fail = (why: string): never => {
    throw new InvalidDefinition(`${JSON.stringify(text.slice(0, 80))} is no schema definition: ${why}`);
  };
  const tokens = text.match(/'[^']*'|[()$]|[^\s()$']+|'/g) ?? [];
  const oid = tokens[1];
  if (tokens[0] !== '(' || oid === undefined || !/^[\w.-]+$/.test(oid) || tokens.at(-1) !== ')')
    return fail('parentheses or OID missing');
  const fields = new Map<string, readonly string[]>();
  let at = 2;
  while (at < tokens.length - 1) {
    const keyword = tokens[at] ?? '';
    at += 1;
    if (!/^[A-Z][A-Z0-9_-]*$/i.test(keyword)) fail(`${keyword} is no keyword`);
    if (FLAGS.has(keyword.toUpperCase())) {
      fields.set(keyword.toUpperCase(), []);
      continue;
    }
    const values: string[] = [];
    if (tokens[at] === '(') {
      for (at += 1; tokens[at] !== ')'; at += 1) {
        const token = tokens[at];
        if (token === undefined) return fail(`${keyword} does not end`);
        if (token !== '$') values.push(token);
      }
    } else values.push(tokens[at] ?? fail(`${keyword} has no value`));
    at += 1;
    if (values.includes("'")) fail(`${keyword} does not end`);
    fields.set(
      keyword.toUpperCase(),
      values.map((value) => value.replaceAll("'", '')),
    );
  }
  if (at !== tokens.length - 1) fail('a parenthesis is missing');
  return { oid, fields };
}

/** @throws InvalidDefinition */
export function parseAttributeType(text: string): AttributeType {
  const { oid, fields } = fieldsOf(text);
  const one = (keyword: string): string | null => fields.get(keyword)?.[0] ?? null;
  return {
    kind: 'attribute-type',
    oid,
    names: fields.get('NAME') ?? [],
    superior: one('SUP'),
    equality: one('EQUALITY'),
    syntax: one('SYNTAX')?.replace(/\{\d+\}$/, '') ?? null,
    singleValue: fields.has('SINGLE-VALUE'),
    operational: (one('USAGE') ?? 'userApplications') !== 'userApplications',
  };
}

/** @throws InvalidDefinition */
export function parseObjectClass(text: string): ObjectClass {
  const { oid, fields } = fieldsOf(text);
  const structure = fields.has('AUXILIARY')
    ? 'auxiliary'
    : fields.has('ABSTRACT')
      ? 'abstract'
      : 'structural';
  return {
    kind: 'object-class',
    oid,
    names: fields.get('NAME') ?? [],
    superiors: fields.get('SUP') ?? [],
    structure,
    must: fields.get('MUST') ?? [],
    may: fields.get('MAY') ?? [],
  };
}

const sorted = (names: readonly string[]): string =>
  names
    .map((name) => name.toLowerCase())
    .toSorted()
    .join(' ');

/**
 * Whether two definitions allow and demand the same. Descriptions, origins and matching rules do not count, nor do the
 * attributes in `inherited` (lower case), which a superior class allows already: 389-ds leaves them out when asked.
 */
export function sameDefinition(
  a: AttributeType | ObjectClass,
  b: AttributeType | ObjectClass,
  inherited: ReadonlySet<string> = new Set(),
): boolean {
  if (a.oid !== b.oid || sorted(a.names) !== sorted(b.names)) return false;
  if (a.kind === 'attribute-type')
    return b.kind === a.kind && a.syntax === b.syntax && a.singleValue === b.singleValue;
  const superiors = (all: readonly string[]): string =>
    sorted(all.filter((name) => name.toLowerCase() !== 'top'));
  const own = (all: readonly string[]): string =>
    sorted(all.filter((name) => !inherited.has(name.toLowerCase())));
  return (
    b.kind === a.kind &&
    a.structure === b.structure &&
    superiors(a.superiors) === superiors(b.superiors) &&
    own(a.must) === own(b.must) &&
    own(a.may) === own(b.may)
  );
}
