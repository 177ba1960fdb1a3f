import { Fault } from '../errors.ts';
import type { Piece, Rendered } from '../plan/operation.ts';
import type { Localized } from '../runbook/localized.ts';
import { quoteShell } from '../runbook/render.ts';
import type { Encoding } from './encoding.ts';
import { hereDocument } from './here-document.ts';
import { ScriptImpossible } from './script-impossible.ts';

/** Secrets of a script: shell variables W1, W2 …, so that no value stands in a script, an argument or the environment. */
export class SecretVariables {
  readonly #values: ReadonlyMap<string, string>;
  readonly #names: string[] = [];

  constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
  }

  /** Number of a secret's variable. @throws Fault secret-unavailable */
  number(secret: string): number {
    if (!this.#values.has(secret))
      throw new Fault('secret-unavailable', `Using the secret ${secret}`, 'its value is not at hand');
    if (!this.#names.includes(secret)) this.#names.push(secret);
    return this.#names.indexOf(secret) + 1;
  }

  /** Numbers of the secrets that these pieces hold. */
  numbersIn(pieces: readonly Piece[]): readonly number[] {
    const numbers = pieces.flatMap((piece) =>
      typeof piece === 'object' && 'secret' in piece ? [this.number(piece.secret)] : [],
    );
    return [...new Set(numbers)];
  }

  /**
   * Assignments of every variable asked for so far; null if there is none. R1 is W1 as `read` takes it: another user's
   * shell gets its secrets on its standard input.
   */
  assignments(): string | null {
    if (this.#names.length === 0) return null;
    return this.#names
      .map((name, index) => {
        const value = this.#values.get(name) ?? '';
        return `W${index + 1}=${inQuotes(value)}\nR${index + 1}=${inQuotes(forRead(name, value))}\n`;
      })
      .join('');
  }
}

const inQuotes = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** `read` without `-r`, the only one that old shells have, takes a backslash as "the next character as it stands". */
function forRead(name: string, value: string): string {
  if (value.includes('\n'))
    throw new Fault('secret-unavailable', `Using the secret ${name}`, 'it has a line break');
  return value.replaceAll(/[\\ \t]/gu, String.raw`\$&`);
}

/** Shell text with variables in the place of secrets, and a session's own list file in the place of the list. */
export const shellText = (rendered: Rendered, variables: SecretVariables, session: string | null): string =>
  rendered
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if ('secret' in piece) return `"$W${variables.number(piece.secret)}"`;
      return quoteShell(session === null ? piece.list : `${piece.list}.${session}`);
    })
    .join('');

const ASCII = /^\p{ASCII}*$/u;

/**
 * What a program reads, as a here-document. Its word is quoted wherever that can be: in Shift_JIS the second byte of a
 * character may be a backslash or a backquote, which the shell would take for its own in front of what we escape.
 * @throws ScriptImpossible
 */
export function hereInput(
  rendered: Rendered,
  variables: SecretVariables,
  session: string | null,
  encoding: Encoding,
): ReturnType<typeof hereDocument> {
  const texts = rendered.map((piece) => {
    if (typeof piece === 'string') return piece;
    return 'secret' in piece ? { number: variables.number(piece.secret) } : listPath(piece.list, session);
  });
  const plain = texts.filter((text) => typeof text === 'string');
  if (plain.length === texts.length) return hereDocument(plain.join(''), true);
  if (encoding === 'shift_jis' && !plain.every((text) => ASCII.test(text)))
    throw new ScriptImpossible(BESIDE_A_SECRET);
  const escaped = texts.map((text) =>
    typeof text === 'string' ? text.replaceAll(/[\\$`]/gu, String.raw`\$&`) : `\${W${text.number}}`,
  );
  return hereDocument(escaped.join(''), false);
}

const BESIDE_A_SECRET: Localized = {
  en: 'in shift_jis only ASCII may stand beside a secret in what a program reads',
  ja: 'shift_jis のホストでは、プログラムへの入力で秘密の値と並べられるのは ASCII 文字だけです',
};

const listPath = (path: string, session: string | null): string =>
  session === null ? path : `${path}.${session}`;
