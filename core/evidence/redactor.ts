import { Fault } from '../errors.ts';
import { encodeText } from '../executors/encoding.ts';

/** What stands in text where a secret stood. */
export const REDACTED_TEXT = '••••';
/** The same in bytes: ASCII, so that it is right in every encoding a host may use. */
export const REDACTED_BYTES = '****';
/** Shorter ones would mutilate every log; they are refused. */
export const SHORTEST_SECRET_BYTES = 8;

/** A line fold of LDIF, or a line end of a base64 tool, may stand between any two characters. */
const FOLD = String.raw`(?:\r?\n ?)?`;
const FOLD_LENGTH = 3;

export interface Redactor {
  /** Secrets become ••••. */
  text(text: string): string;
  /** Secrets become ****. */
  bytes(bytes: Uint8Array): Uint8Array;
  /** A text that goes on: what may be the beginning of a secret at its end becomes •••• as well. */
  unfinished(text: string): string;
  /** For output that comes in chunks: what may still become a secret is held back until `end`. */
  stream(): { push(chunk: Uint8Array): Uint8Array; end(): Uint8Array };
}

/** Finds secrets plain (as a shell or JSON quotes it as well), base64 (at every alignment, folded as LDIF does), hex and URL-encoded. @throws Fault secret-unavailable */
export function createRedactor(secrets: Iterable<string>): Redactor {
  const needles = [...new Set([...secrets].flatMap(needlesOf))].toSorted(
    (a, b) => b.source.length - a.source.length,
  );
  const pattern =
    needles.length === 0 ? null : new RegExp(needles.map((needle) => needle.source).join('|'), 'g');
  const beginnings =
    needles.length === 0 ? null : new RegExp(needles.map((one) => one.beginning).join('|'), '');
  // Everything that could be the beginning of a match must wait for what follows it.
  const holdBack = Math.max(0, ...needles.map((needle) => needle.longest - 1));

  const replace = (latin1: string, by: string): string =>
    pattern === null ? latin1 : latin1.replace(pattern, by);
  const marked = Buffer.from(REDACTED_TEXT).toString('latin1');
  const asText = (latin1: string): string => Buffer.from(latin1, 'latin1').toString();
  const redactBytes = (bytes: Uint8Array): Uint8Array =>
    pattern === null ? bytes : Buffer.from(replace(latin1Of(bytes), REDACTED_BYTES), 'latin1');

  return {
    text: (text) => (pattern === null ? text : asText(replace(Buffer.from(text).toString('latin1'), marked))),
    unfinished(text) {
      if (beginnings === null) return text;
      // A character that was cut in the middle.
      const whole = Buffer.from(text.replace(/\uFFFD+$/u, '')).toString('latin1');
      return asText(replace(whole, marked).replace(beginnings, marked));
    },
    bytes: redactBytes,
    stream() {
      let carried = '';
      return {
        push(chunk) {
          if (pattern === null) return chunk;
          carried += latin1Of(chunk);
          const boundary = safeLength(carried, pattern, carried.length - holdBack);
          const ready = carried.slice(0, boundary);
          carried = carried.slice(boundary);
          return Buffer.from(replace(ready, REDACTED_BYTES), 'latin1');
        },
        end() {
          const rest = replace(carried, REDACTED_BYTES);
          carried = '';
          return Buffer.from(rest, 'latin1');
        },
      };
    },
  };
}

/** At most `limit`, and never inside a match. */
function safeLength(text: string, pattern: RegExp, limit: number): number {
  let safe = Math.max(0, limit);
  for (const match of text.matchAll(pattern)) {
    if (match.index >= safe) break;
    const end = match.index + match[0].length;
    if (end > safe) safe = end;
  }
  return safe;
}

const latin1Of = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

type Needle = {
  readonly source: string;
  readonly longest: number;
  /** Its first units, as many as there are before the text ends. */
  readonly beginning: string;
};
/** Fewer than these say nothing about a secret. */
const TELLING_UNITS = 3;

function needlesOf(secret: string): Needle[] {
  const bytes = Buffer.from(secret);
  if (bytes.length < SHORTEST_SECRET_BYTES)
    throw new Fault(
      'secret-unavailable',
      'preparing to keep a secret out of logs',
      `it is shorter than ${SHORTEST_SECRET_BYTES} bytes, so removing it would mutilate every log; choose a longer one`,
    );
  const url = [...bytes].map((byte) => percent(byte));
  const written = new Set([
    secret,
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll("'", String.raw`'\''`),
  ]);
  return [
    ...[...written]
      .flatMap((text) => [Buffer.from(text), ...onOldHosts(text)])
      .map((one) => needle(Array.from(one, literal), FOLD)),
    ...base64Forms(bytes).map((form) => needle(Array.from(form).map(base64Character), FOLD)),
    needle(Array.from(bytes.toString('hex')).map(eitherCase), String.raw`(?:[:\s]|\\x|0x)?`),
    {
      source: url.join(''),
      longest: bytes.length * 3,
      beginning: beginningOf(url, '', '(?:%[0-9A-Fa-f]?)?'),
    },
  ];
}

/** As hosts write it whose encoding is none of Unicode; in ASCII all of them write it alike. */
const onOldHosts = (text: string): readonly Uint8Array[] =>
  /^[\x20-\x7e]*$/u.test(text)
    ? []
    : (['euc-jp', 'shift_jis'] as const).flatMap((encoding) => encodeText(text, encoding) ?? []);

const needle = (units: readonly string[], between: string): Needle => ({
  source: units.join(between),
  longest: units.length * (1 + FOLD_LENGTH),
  beginning: beginningOf(units, between, `${between}\\\\?0?`),
});
function beginningOf(units: readonly string[], between: string, cut: string): string {
  const first = units.slice(0, TELLING_UNITS).join(between);
  const others = units.slice(TELLING_UNITS).reduceRight((rest, unit) => `(?:${between}${unit}${rest})?`, '');
  return `${first}${others}${cut}$`;
}
const literal = (byte: number): string => `\\x${byte.toString(16).padStart(2, '0')}`;
const eitherCase = (character: string): string =>
  /[a-f]/u.test(character) ? `[${character}${character.toUpperCase()}]` : character;
/** base64 and base64url. */
const base64Character = (character: string): string =>
  ({ '+': '[+-]', '-': '[+-]', '/': '[/_]', _: '[/_]' })[character] ?? character;
/** A byte as URL encoders write it: escaped, itself, or (a space) as `+`. */
function percent(byte: number): string {
  const escaped = `%${Array.from(byte.toString(16).padStart(2, '0')).map(eitherCase).join('')}`;
  return byte === 0x20 ? `(?:${escaped}|\\+| )` : `(?:${escaped}|${literal(byte)})`;
}

/** The characters of a base64 text that depend on the secret alone, for each of the three alignments. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const first = Math.ceil((offset * 8) / 6);
    const last = Math.floor(((offset + bytes.length) * 8) / 6);
    return text.slice(first, last);
  });
}
