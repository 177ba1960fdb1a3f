type Values = Readonly<Record<string, readonly Uint8Array[]>>;
/** One record of LDIF (RFC 2849), as content or as a change. `line` is where its `dn:` stands, from 1. */
export type LdifRecord = { readonly line: number; readonly dn: string } & LdifChange;
export type LdifChange =
  /** `explicit`: it says `changetype: add`; otherwise it is content. */
  | { readonly kind: 'add'; readonly explicit: boolean; readonly attributes: Values }
  | { readonly kind: 'delete' }
  | { readonly kind: 'modify'; readonly modifications: readonly LdifModification[] }
  | {
      readonly kind: 'modrdn';
      readonly newRdn: string;
      readonly deleteOldRdn: boolean;
      readonly newSuperior: string | null;
    };
export type LdifModification = {
  readonly operation: 'add' | 'delete' | 'replace';
  readonly attribute: string;
  readonly values: readonly Uint8Array[];
};

export class InvalidLdif extends Error {
  override readonly name = 'InvalidLdif';
  readonly line: number;
  constructor(line: number, why: string) {
    super(`line ${line}: ${why}`);
    this.line = line;
  }
}

type Line = { readonly number: number; readonly name: string; readonly value: Uint8Array };

/**
 * Reads LDIF. Folded lines, comments, CRLF, base64 and every changetype; a value from a URL (`:<`) is refused, since
 * what a file says must not make us read another one.
 * @throws InvalidLdif
 */
export function parseLdif(text: string): LdifRecord[] {
  return blocks(text).flatMap((block) => {
    const lines = block.filter((line) => line.name.toLowerCase() !== 'version');
    return lines.length === 0 ? [] : [record(lines)];
  });
}

function blocks(text: string): Line[][] {
  const found: Line[][] = [];
  let block: Line[] = [];
  const physical = text.split(/\r?\n/);
  for (let at = 0; at < physical.length; at += 1) {
    const number = at + 1;
    let logical = physical[at] ?? '';
    // A comment may be folded too, so the fold is undone before anything is judged.
    while (physical[at + 1]?.startsWith(' ') === true && logical !== '') {
      at += 1;
      logical += (physical[at] ?? '').slice(1);
    }
    if (logical === '') {
      if (block.length > 0) found.push(block);
      block = [];
    } else if (logical === '-') block.push({ number, name: '-', value: Buffer.alloc(0) });
    else if (!logical.startsWith('#')) block.push({ number, ...field(number, logical) });
  }
  if (block.length > 0) found.push(block);
  return found;
}

function field(number: number, logical: string): Omit<Line, 'number'> {
  const parts = /^([A-Za-z0-9.;-]+):(<|:?) *(.*)$/su.exec(logical);
  if (parts === null) throw new InvalidLdif(number, `found ${JSON.stringify(logical)}, allowed: name: value`);
  const [, name = '', form, written = ''] = parts;
  if (form === '<') throw new InvalidLdif(number, 'a value from a URL is not read');
  if (form !== ':') return { name, value: Buffer.from(written) };
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)? *$/.test(written))
    throw new InvalidLdif(number, `the value of ${name} is no base64`);
  return { name, value: Buffer.from(written, 'base64') };
}

const textOf = (line: Line): string => new TextDecoder().decode(line.value);

function record([first, ...rest]: Line[]): LdifRecord {
  if (first === undefined) throw new InvalidLdif(1, 'a record is empty');
  if (first.name.toLowerCase() !== 'dn')
    throw new InvalidLdif(first.number, `found ${first.name}, allowed: dn at the beginning of a record`);
  const head = { line: first.number, dn: textOf(first) };
  const control = rest.find((line) => line.name.toLowerCase() === 'control');
  if (control !== undefined) throw new InvalidLdif(control.number, 'controls are not supported');
  const [type, ...body] = rest;
  if (type?.name.toLowerCase() !== 'changetype')
    return { ...head, kind: 'add', explicit: false, attributes: attributes(rest, first) };
  const changetype = textOf(type).toLowerCase();
  switch (changetype) {
    case 'add':
      return { ...head, kind: 'add', explicit: true, attributes: attributes(body, type) };
    case 'delete':
      if (body[0] !== undefined) throw new InvalidLdif(body[0].number, 'a deletion has no body');
      return { ...head, kind: 'delete' };
    case 'modify':
      return { ...head, kind: 'modify', modifications: modifications(body) };
    case 'modrdn':
    case 'moddn':
      return { ...head, ...renaming(body, type) };
    default:
      throw new InvalidLdif(
        type.number,
        `found changetype ${changetype}, allowed: add, delete, modify, modrdn, moddn`,
      );
  }
}

/** Spellings of one name are one attribute, under the first spelling. */
function attributes(lines: readonly Line[], head: Line): Values {
  const found = new Map<string, { name: string; values: Uint8Array[] }>();
  for (const { name, value, number } of lines) {
    if (name === '-') throw new InvalidLdif(number, 'found -, allowed in a modification only');
    const key = name.toLowerCase();
    const attribute = found.get(key) ?? { name, values: [] };
    attribute.values.push(value);
    found.set(key, attribute);
  }
  if (found.size === 0) throw new InvalidLdif(head.number, 'the entry has no attributes');
  return Object.fromEntries([...found.values()].map(({ name, values }) => [name, values]));
}

function modifications(lines: readonly Line[]): LdifModification[] {
  const found: LdifModification[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const head = lines[at];
    if (head === undefined) break;
    const operation = head.name.toLowerCase();
    if (operation !== 'add' && operation !== 'delete' && operation !== 'replace')
      throw new InvalidLdif(head.number, `found ${head.name}, allowed: add, delete, replace`);
    const attribute = textOf(head);
    const values: Uint8Array[] = [];
    for (at += 1; at < lines.length && lines[at]?.name !== '-'; at += 1) {
      const line = lines[at];
      if (line === undefined) break;
      if (line.name.toLowerCase() !== attribute.toLowerCase())
        throw new InvalidLdif(line.number, `found ${line.name}, allowed: ${attribute}, or - to end it`);
      values.push(line.value);
    }
    found.push({ operation, attribute, values });
  }
  return found;
}

function renaming(lines: readonly Line[], head: Line): LdifChange {
  const one = (name: string): string | null => {
    const line = lines.find((candidate) => candidate.name.toLowerCase() === name);
    return line === undefined ? null : textOf(line);
  };
  const newRdn = one('newrdn');
  const deleteOldRdn = one('deleteoldrdn');
  if (newRdn === null || (deleteOldRdn !== '0' && deleteOldRdn !== '1'))
    throw new InvalidLdif(head.number, 'a renaming needs newrdn and deleteoldrdn (0 or 1)');
  return { kind: 'modrdn', newRdn, deleteOldRdn: deleteOldRdn === '1', newSuperior: one('newsuperior') };
}

const FIRST_UNSAFE = new Set([0x20, 0x3a, 0x3c]);
function isSafe(value: Uint8Array): boolean {
  const [first] = value;
  if (first === undefined) return true;
  return (
    !FIRST_UNSAFE.has(first) &&
    value.at(-1) !== 0x20 &&
    value.every((byte) => byte < 0x80 && byte !== 0 && byte !== 0x0a && byte !== 0x0d)
  );
}

function printed(name: string, value: string | Uint8Array): string {
  const bytes = typeof value === 'string' ? Buffer.from(value) : Buffer.from(value);
  if (!isSafe(bytes)) return `${name}:: ${bytes.toString('base64')}`;
  return bytes.length === 0 ? `${name}:` : `${name}: ${bytes.toString()}`;
}

const content = (values: Values): string[] =>
  Object.entries(values).flatMap(([name, all]) => all.map((value) => printed(name, value)));

function change(written: LdifChange): string[] {
  switch (written.kind) {
    case 'add':
      return [...(written.explicit ? ['changetype: add'] : []), ...content(written.attributes)];
    case 'delete':
      return ['changetype: delete'];
    case 'modify':
      return [
        'changetype: modify',
        ...written.modifications.flatMap(({ operation, attribute, values }) => [
          `${operation}: ${attribute}`,
          ...values.map((value) => printed(attribute, value)),
          '-',
        ]),
      ];
    case 'modrdn':
      return [
        'changetype: modrdn',
        printed('newrdn', written.newRdn),
        `deleteoldrdn: ${written.deleteOldRdn ? '1' : '0'}`,
        ...(written.newSuperior === null ? [] : [printed('newsuperior', written.newSuperior)]),
      ];
  }
}

/** Folds at 76 columns, as most tools do, or not at all, so that lines can be grepped. */
export type LdifWrap = 76 | 'none';

/** One record with an empty line after it. What is not plain ASCII is base64, so the text is ASCII. */
export function printLdif(
  records: readonly ({ readonly dn: string } & LdifChange)[],
  wrap: LdifWrap = 'none',
): string {
  const fold = (whole: string): string =>
    wrap === 'none' || whole.length <= wrap
      ? whole
      : [whole.slice(0, wrap), ...(whole.slice(wrap).match(/.{1,75}/g) ?? [])].join('\n ');
  return records
    .map((written) => `${[printed('dn', written.dn), ...change(written)].map(fold).join('\n')}\n\n`)
    .join('');
}
