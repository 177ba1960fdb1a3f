import { both } from './both.ts';
import type { Localized } from './localized.ts';
import { parseTemplate } from './template.ts';

export type ShellToken =
  /** A word as written, quotes and `{{name}}` included. */
  { readonly kind: 'word'; readonly text: string } | { readonly kind: 'operator'; readonly text: string };
export type ShellScan = {
  readonly tokens: readonly ShellToken[];
  /** Interpolations that stand where quoting cannot protect them. */
  readonly misplaced: readonly { readonly name: string; readonly where: Localized }[];
  /** `$(`, a backquote: what a failure hides behind. */
  readonly substitutions: readonly string[];
  /** A quote that is never closed. */
  readonly open: '"' | "'" | null;
};

const OPERATOR = /^(?:&&|\|\||;;|2>&1|[0-9]?>>|[0-9]?[<>]&[0-9-]|<<|[0-9]?[<>]|[|;&()\n])/u;

/** Reads a shell template as a POSIX shell would cut it, far enough to see operators and where values go. */
export function scanShell(template: string): ShellScan {
  const tokens: ShellToken[] = [];
  const misplaced: { name: string; where: Localized }[] = [];
  const substitutions: string[] = [];
  let quote: '"' | "'" | '`' | null = null;
  let word = '';
  const flush = (): void => {
    if (word !== '') tokens.push({ kind: 'word', text: word });
    word = '';
  };
  for (const part of parseTemplate(template.trim())) {
    if ('name' in part) {
      const where = placeOf(quote, word, tokens);
      if (where !== null) misplaced.push({ name: part.name, where });
      word += `{{${part.name}}}`;
      continue;
    }
    const { text } = part;
    for (let index = 0; index < text.length; index += 1) {
      const character = text.charAt(index);
      if (character === '\\' && quote !== "'") {
        word += text.slice(index, index + 2);
        index += 1;
      } else if (quote !== null) {
        if (character === quote) quote = null;
        else if (quote === '"' && (character === '`' || text.startsWith('$(', index)))
          substitutions.push(character === '`' ? '`' : '$(');
        word += character;
      } else if (character === '"' || character === "'" || character === '`') {
        if (character === '`') substitutions.push('`');
        quote = character;
        word += character;
      } else if (text.startsWith('$(', index)) {
        substitutions.push('$(');
        word += character;
      } else {
        const operator = operatorAt(text.slice(index), word);
        if (operator !== null) {
          flush();
          tokens.push({ kind: 'operator', text: operator });
          index += operator.length - 1;
        } else if (/\s/u.test(character)) flush();
        else word += character;
      }
    }
  }
  flush();
  return { tokens, misplaced, substitutions, open: quote === '`' ? null : quote };
}

/** A digit belongs to a redirection only where a word would begin. */
function operatorAt(rest: string, word: string): string | null {
  const found = OPERATOR.exec(rest)?.[0] ?? null;
  return found !== null && /^[0-9]/u.test(found) && word !== '' ? null : found;
}

/** Japanese stands before what it speaks of. */
function placeOf(quote: string | null, word: string, tokens: readonly ShellToken[]): Localized | null {
  if (quote === "'") return both('inside single quotes', '一重引用符の中の');
  if (quote === '"') return both('inside double quotes', '二重引用符の中の');
  if (quote === '`') return both('inside a command substitution', 'コマンド置換の中の');
  if (/(?:^|[^\\])\$\{?$/u.test(word)) return both('behind a dollar sign', '$ の直後の');
  if (/(?:^|[^\\])(?:\\\\)*\\$/u.test(word)) return both('behind a backslash', 'バックスラッシュの直後の');
  const last = tokens.at(-1);
  if (word === '' && last?.kind === 'operator' && last.text === '<<')
    return both('as the end of a here-document', 'ヒアドキュメントの終わりを示す');
  return null;
}

/** The commands of a scanned template: words between operators that begin a new command. */
export function commandsIn(tokens: readonly ShellToken[]): readonly (readonly string[])[] {
  const commands: string[][] = [[]];
  let isTarget = false;
  for (const token of tokens) {
    if (token.kind === 'operator') {
      isTarget = /[<>]/u.test(token.text) && !token.text.includes('&');
      if (!/[<>]/u.test(token.text)) commands.push([]);
    } else if (isTarget) isTarget = false;
    else commands.at(-1)?.push(token.text);
  }
  return commands.filter((command) => command.length > 0);
}
