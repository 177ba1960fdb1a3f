type Simple = { readonly attribute: string; readonly value: Uint8Array };
/** A search filter; values are bytes, since an assertion may be binary. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }
  | { readonly kind: 'present'; readonly attribute: string }
  | ({ readonly kind: 'equal' | 'at-least' | 'at-most' | 'approximate' } & Simple)
  | {
      readonly kind: 'substrings';
      readonly attribute: string;
      readonly initial: Uint8Array | null;
      readonly any: readonly Uint8Array[];
      readonly final: Uint8Array | null;
    }
  | {
      readonly kind: 'extensible';
      readonly attribute: string | null;
      readonly rule: string | null;
      readonly dnAttributes: boolean;
      readonly value: Uint8Array;
    };

export class InvalidFilter extends Error {
  override readonly name = 'InvalidFilter';
}

const ATTRIBUTE = /^(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)*)(?:;[A-Za-z0-9-]+)*$/;

/**
 * Reads RFC 4515 text. Spaces between parentheses are let pass, and so is a single item without parentheses, as the
 * command line tools do.
 * @throws InvalidFilter
 */
export function parseFilter(text: string): Filter {
  let at = 0;
  const fail = (why: string): never => {
    throw new InvalidFilter(`${JSON.stringify(text)} is no search filter: ${why} at character ${at + 1}`);
  };
  const skipSpaces = (): void => {
    while (/\s/.test(text.charAt(at))) at += 1;
  };

  const readFilter = (): Filter => {
    skipSpaces();
    if (text[at] !== '(') return fail('an opening parenthesis is missing');
    at += 1;
    skipSpaces();
    const operator = text.charAt(at);
    let filter: Filter;
    if (operator === '&' || operator === '|') {
      at += 1;
      const filters: Filter[] = [];
      for (skipSpaces(); text[at] === '('; skipSpaces()) filters.push(readFilter());
      filter = { kind: operator === '&' ? 'and' : 'or', filters };
    } else if (operator === '!') {
      at += 1;
      filter = { kind: 'not', filter: readFilter() };
      skipSpaces();
    } else {
      const end = /[()]/.exec(text.slice(at));
      const item = end === null ? text.slice(at) : text.slice(at, at + end.index);
      filter = readItem(item, fail);
      at += item.length;
    }
    if (text[at] !== ')') return fail('a closing parenthesis is missing');
    at += 1;
    return filter;
  };

  const trimmed = text.trim();
  const filter =
    trimmed !== '' && !trimmed.startsWith('(') && !/[()]/.test(trimmed)
      ? readItem(trimmed, fail)
      : readFilter();
  if (trimmed.startsWith('(')) {
    skipSpaces();
    if (at !== text.length) fail('something follows the filter');
  }
  return filter;
}

type Fail = (why: string) => never;
const COMPARISONS = new Map<string, 'approximate' | 'at-least' | 'at-most'>([
  ['~=', 'approximate'],
  ['>=', 'at-least'],
  ['<=', 'at-most'],
]);

function readItem(item: string, fail: Fail): Filter {
  const parts = /^([^=~<>:]*)((?::[^=~<>:]+)*)(:=|~=|>=|<=|=)(.*)$/su.exec(item);
  if (parts === null) return fail('an item needs an attribute, an operator and a value');
  const [, name = '', options = '', operator, written = ''] = parts;
  if (operator === ':=') return readExtensible(name, options, written, fail);
  if (options !== '' || !ATTRIBUTE.test(name)) return fail(`${JSON.stringify(name)} is no attribute`);
  const kind = COMPARISONS.get(operator ?? '');
  if (kind !== undefined) {
    if (written.includes('*')) return fail('an asterisk must be escaped here');
    return { kind, attribute: name, value: unescape(written, fail) };
  }
  if (written === '*') return { kind: 'present', attribute: name };
  const pieces = written.split('*').map((piece) => unescape(piece, fail));
  const [first, ...rest] = pieces;
  const last = rest.pop();
  if (first === undefined || last === undefined)
    return { kind: 'equal', attribute: name, value: first ?? Buffer.alloc(0) };
  return {
    kind: 'substrings',
    attribute: name,
    initial: first.length === 0 ? null : first,
    any: rest.filter((piece) => piece.length > 0),
    final: last.length === 0 ? null : last,
  };
}

function readExtensible(name: string, options: string, written: string, fail: Fail): Filter {
  const words = options.split(':').slice(1);
  const dnAttributes = words[0]?.toLowerCase() === 'dn';
  const rule = (dnAttributes ? words[1] : words[0]) ?? null;
  if (name === '' && rule === null) return fail('an extensible item needs an attribute or a rule');
  if (name !== '' && !ATTRIBUTE.test(name)) return fail(`${JSON.stringify(name)} is no attribute`);
  return {
    kind: 'extensible',
    attribute: name === '' ? null : name,
    rule,
    dnAttributes,
    value: unescape(written, fail),
  };
}

function unescape(written: string, fail: Fail): Uint8Array {
  return Buffer.concat(
    written.split(/(\\..?)/su).map((piece) => {
      if (!piece.startsWith('\\')) return Buffer.from(piece);
      if (!/^\\[0-9A-Fa-f]{2}$/.test(piece)) return fail('a backslash needs two hexadecimal digits');
      return Buffer.from(piece.slice(1), 'hex');
    }),
  );
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
function escapeBytes(value: Uint8Array): string {
  try {
    return escapeFilterValue(strictUtf8.decode(value));
  } catch {
    return [...value].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('');
  }
}

/** Escapes a value for use inside a filter (RFC 4515 section 3). */
export function escapeFilterValue(value: string): string {
  return value.replaceAll(
    /[\0\\*()]/g,
    (character) => `\\${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

const OPERATORS = { equal: '=', 'at-least': '>=', 'at-most': '<=', approximate: '~=' } as const;

/** The filter as text that `parseFilter` reads back. */
export function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return `(${filter.kind === 'and' ? '&' : '|'}${filter.filters.map(printFilter).join('')})`;
    case 'not':
      return `(!${printFilter(filter.filter)})`;
    case 'present':
      return `(${filter.attribute}=*)`;
    case 'substrings': {
      const pieces = [filter.initial, ...filter.any, filter.final];
      return `(${filter.attribute}=${pieces.map((piece) => (piece === null ? '' : escapeBytes(piece))).join('*')})`;
    }
    case 'extensible': {
      const rule = filter.rule === null ? '' : `:${filter.rule}`;
      return `(${filter.attribute ?? ''}${filter.dnAttributes ? ':dn' : ''}${rule}:=${escapeBytes(filter.value)})`;
    }
    case 'equal':
    case 'at-least':
    case 'at-most':
    case 'approximate':
      return `(${filter.attribute}${OPERATORS[filter.kind]}${escapeBytes(filter.value)})`;
  }
}
