/**
 * Distinguished names as RFC 4514 writes them. ldapjs's own parser takes `\+1` for a hexadecimal byte and trims an
 * escaped space, so nothing here goes through it. This folder imports nothing but Node and ldapjs: a simulated host
 * sees it alone.
 */
export type Assertion = {
  readonly type: string;
  readonly value: Uint8Array;
  /** Written as `#hex`: the value's BER encoding instead of its text. */
  readonly encoded: boolean;
};
export type Rdn = readonly Assertion[];
/** The first RDN is the entry's own. */
export type Dn = readonly Rdn[];

export class InvalidDn extends Error {
  override readonly name = 'InvalidDn';
}

const ATTRIBUTE_TYPE = /^(?:[A-Za-z][A-Za-z0-9-]*|(?:OID\.)?\d+(?:\.\d+)*)$/;
const HEX_PAIR = /^[0-9A-Fa-f]{2}$/;
const SPECIAL = new Set(',+"\\<>;= #');

/** @throws InvalidDn */
export function parseDn(text: string): Dn {
  const characters = [...text];
  const rdns: Assertion[][] = [];
  let at = 0;
  if (text.trim() === '') return rdns;

  const skipSpaces = (): void => {
    while (characters[at] === ' ') at += 1;
  };
  const fail = (why: string): never => {
    throw new InvalidDn(`${JSON.stringify(text)} is no distinguished name: ${why} at character ${at + 1}`);
  };

  const readType = (): string => {
    const start = at;
    while (at < characters.length && characters[at] !== '=') at += 1;
    const type = characters.slice(start, at).join('').trim();
    if (at === characters.length) fail('an equals sign is missing');
    if (!ATTRIBUTE_TYPE.test(type)) fail(`${JSON.stringify(type)} is no attribute type`);
    at += 1;
    return type;
  };

  const readEscape = (): Buffer => {
    const pair = characters.slice(at + 1, at + 3).join('');
    if (HEX_PAIR.test(pair)) {
      at += 3;
      return Buffer.from(pair, 'hex');
    }
    const character = characters[at + 1];
    if (character === undefined || !SPECIAL.has(character)) return fail('a backslash escapes nothing');
    at += 2;
    return Buffer.from(character);
  };

  const readValue = (): { value: Uint8Array; encoded: boolean } => {
    skipSpaces();
    const quoted = characters[at] === '"';
    const encoded = characters[at] === '#';
    if (quoted || encoded) at += 1;
    const pieces: Buffer[] = [];
    let significant = 0; // everything behind it is unescaped space
    for (;;) {
      const character = characters[at];
      if (character === undefined) {
        if (quoted) fail('a closing quote is missing');
        break;
      }
      if (quoted && character === '"') {
        at += 1;
        skipSpaces();
        significant = pieces.length;
        break;
      }
      if (!quoted && (character === ',' || character === '+' || character === ';')) break;
      if (!quoted && (character === '"' || character === '<' || character === '>'))
        fail(`${character} must be escaped`);
      if (character === '\\') {
        pieces.push(readEscape());
        significant = pieces.length;
        continue;
      }
      pieces.push(Buffer.from(character));
      at += 1;
      if (character !== ' ') significant = pieces.length;
    }
    const value = Buffer.concat(pieces.slice(0, significant));
    if (!encoded) return { value, encoded };
    const hex = value.toString('latin1');
    if (!/^(?:[0-9A-Fa-f]{2})+$/.test(hex)) fail('a value that begins with # must be hexadecimal');
    return { value: Buffer.from(hex, 'hex'), encoded };
  };

  for (let rdn: Assertion[] = []; ;) {
    skipSpaces();
    const type = readType();
    rdn.push({ type, ...readValue() });
    const separator = characters[at];
    at += 1;
    if (separator === '+') continue;
    rdns.push(rdn);
    rdn = [];
    if (separator === undefined) return rdns;
    if (separator !== ',' && separator !== ';') fail('something follows a quoted value');
  }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
function textOf(value: Uint8Array): string | null {
  try {
    return strictUtf8.decode(value);
  } catch {
    return null;
  }
}
const hexByte = (byte: number): string => `\\${byte.toString(16).padStart(2, '0')}`;

function printValue({ value, encoded }: Assertion): string {
  if (encoded) return `#${Buffer.from(value).toString('hex')}`;
  const text = textOf(value);
  if (text === null) return [...value].map(hexByte).join('');
  return text
    .replaceAll(/["+,;<>\\]/g, String.raw`\$&`)
    .replaceAll(/\p{Cc}/gu, (control) => [...Buffer.from(control)].map(hexByte).join(''))
    .replace(/^[ #]/, String.raw`\$&`)
    .replace(/(?<!^\\?) $/, String.raw`\ `);
}

/** As people read it: UTF-8 as it is, only what RFC 4514 says must be escaped is escaped, no spaces around separators. */
export function printDn(dn: Dn): string {
  return dn
    .map((rdn) => rdn.map((assertion) => `${assertion.type}=${printValue(assertion)}`).join('+'))
    .join(',');
}

const keyValue = ({ value, encoded }: Assertion): string => {
  const text = encoded ? null : textOf(value);
  if (text === null) return [...value].map(hexByte).join('');
  return text
    .toLowerCase()
    .trim()
    .replaceAll(/ +/g, ' ')
    .replaceAll(/[,+=\\]/g, (special) => hexByte(special.charCodeAt(0)));
};

/**
 * One text for all spellings of a name: case and repeated spaces do not count. A comma in it always separates two RDNs.
 * @throws InvalidDn
 */
export function dnKey(dn: string | Dn): string {
  const parsed = typeof dn === 'string' ? parseDn(dn) : dn;
  return parsed
    .map((rdn) =>
      rdn
        .map((assertion) => `${assertion.type.toLowerCase()}=${keyValue(assertion)}`)
        .toSorted()
        .join('+'),
    )
    .join(',');
}

/** Escapes a value for use inside a DN. */
export function escapeDnValue(value: string): string {
  return printValue({ type: '', value: Buffer.from(value), encoded: false });
}
