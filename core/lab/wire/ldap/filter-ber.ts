import type { Filter } from './filter.ts';

/** Tags of RFC 4511 section 4.5.1. */
const TAGS = { and: 0xa0, or: 0xa1, not: 0xa2, substrings: 0xa4, present: 0x87, extensible: 0xa9 } as const;
const COMPARISONS = { equal: 0xa3, 'at-least': 0xa5, 'at-most': 0xa6, approximate: 0xa8 } as const;

function element(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const length = content.length;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const digits = Buffer.from(length.toString(16).padStart(length > 0xffff ? 8 : 4, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | digits.length]), digits, content]);
}

/** The filter's bytes on the wire. ldapjs's own classes lose escapes and bytes that are no text. */
export function encodeFilter(filter: Filter): Buffer {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return element(TAGS[filter.kind], ...filter.filters.map(encodeFilter));
    case 'not':
      return element(TAGS.not, encodeFilter(filter.filter));
    case 'present':
      return element(TAGS.present, Buffer.from(filter.attribute));
    case 'substrings':
      return element(
        TAGS.substrings,
        element(0x04, Buffer.from(filter.attribute)),
        element(
          0x30,
          ...(filter.initial === null ? [] : [element(0x80, filter.initial)]),
          ...filter.any.map((piece) => element(0x81, piece)),
          ...(filter.final === null ? [] : [element(0x82, filter.final)]),
        ),
      );
    case 'extensible':
      return element(
        TAGS.extensible,
        ...(filter.rule === null ? [] : [element(0x81, Buffer.from(filter.rule))]),
        ...(filter.attribute === null ? [] : [element(0x82, Buffer.from(filter.attribute))]),
        element(0x83, filter.value),
        ...(filter.dnAttributes ? [element(0x84, Buffer.from([0xff]))] : []),
      );
    case 'equal':
    case 'at-least':
    case 'at-most':
    case 'approximate':
      return element(
        COMPARISONS[filter.kind],
        element(0x04, Buffer.from(filter.attribute)),
        element(0x04, filter.value),
      );
  }
}

type Element = { readonly tag: number; readonly content: Buffer };

function elements(bytes: Buffer): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = bytes.readUInt8(at);
    let length = bytes.readUInt8(at + 1);
    at += 2;
    if (length > 0x80) {
      const digits = length & 0x7f;
      length = bytes.readUIntBE(at, digits);
      at += digits;
    }
    if (at + length > bytes.length) throw new RangeError('a filter is cut off');
    found.push({ tag, content: bytes.subarray(at, at + length) });
    at += length;
  }
  return found;
}

/** @throws RangeError if the bytes are no filter */
export function decodeFilter(bytes: Uint8Array): Filter {
  const [outer] = elements(Buffer.from(bytes));
  if (outer === undefined) throw new RangeError('a filter is empty');
  return decode(outer);
}

function decode({ tag, content }: Element): Filter {
  switch (tag) {
    case TAGS.and:
      return { kind: 'and', filters: elements(content).map(decode) };
    case TAGS.or:
      return { kind: 'or', filters: elements(content).map(decode) };
    case TAGS.not:
      return { kind: 'not', filter: decodeFilter(content) };
    case TAGS.present:
      return { kind: 'present', attribute: content.toString() };
    case TAGS.substrings: {
      const [attribute, pieces] = elements(content);
      const parts = elements(pieces?.content ?? Buffer.alloc(0));
      const one = (wanted: number): Buffer | null =>
        parts.find((part) => part.tag === wanted)?.content ?? null;
      return {
        kind: 'substrings',
        attribute: attribute?.content.toString() ?? '',
        initial: one(0x80),
        any: parts.filter((part) => part.tag === 0x81).map((part) => part.content),
        final: one(0x82),
      };
    }
    case TAGS.extensible: {
      const parts = elements(content);
      const one = (wanted: number): Buffer | null =>
        parts.find((part) => part.tag === wanted)?.content ?? null;
      return {
        kind: 'extensible',
        rule: one(0x81)?.toString() ?? null,
        attribute: one(0x82)?.toString() ?? null,
        value: one(0x83) ?? Buffer.alloc(0),
        dnAttributes: one(0x84)?.some((byte) => byte !== 0) ?? false,
      };
    }
    default:
      return decodeComparison(tag, content);
  }
}

function decodeComparison(tag: number, content: Buffer): Filter {
  const [attribute, value] = elements(content);
  if (attribute === undefined || value === undefined) throw new RangeError('a comparison is incomplete');
  const item = { attribute: attribute.content.toString(), value: value.content };
  if (tag === COMPARISONS.equal) return { kind: 'equal', ...item };
  if (tag === COMPARISONS['at-least']) return { kind: 'at-least', ...item };
  if (tag === COMPARISONS['at-most']) return { kind: 'at-most', ...item };
  if (tag === COMPARISONS.approximate) return { kind: 'approximate', ...item };
  throw new RangeError(`0x${tag.toString(16)} begins no filter`);
}
