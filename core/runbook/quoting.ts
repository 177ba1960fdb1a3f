const PLAIN_WORD = /^[A-Za-z0-9_@%+=:,./-]+$/u;

/**
 * One POSIX shell word, for shells as old as Bourne's: bare if every character is plain, else in single quotes,
 * where nothing but the quote itself is special.
 */
export const quoteShell = (value: string): string =>
  PLAIN_WORD.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;

/**
 * The first word of a command: `A=b` would assign and `if` would be a keyword, so only what begins like an
 * absolute path stays bare.
 */
export const quoteShellHead = (value: string): string =>
  value.startsWith('/') ? quoteShell(value) : `'${value.replaceAll("'", String.raw`'\''`)}'`;

const hexPair = (character: string): string => `\\${character.charCodeAt(0).toString(16).padStart(2, '0')}`;

/** An attribute value inside a distinguished name (RFC 4514, 2.4). Control characters go as hex pairs, so that people see them. */
export const escapeDnValue = (value: string): string =>
  value.replaceAll(/^[ #]| $|["+,;<>\\=]|\p{Cc}/gu, (character) =>
    /\p{Cc}/u.test(character) ? hexPair(character) : `\\${character}`,
  );

/** An assertion value inside a search filter (RFC 4515, 3). */
export const escapeFilterValue = (value: string): string => value.replaceAll(/[*()\\\0]/gu, hexPair);

/** Text inside a JavaScript regular expression, meaning itself. */
export const escapeExpression = (value: string): string =>
  value.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
