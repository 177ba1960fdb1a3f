/** A line of Markdown that people read, with what is code in it masked. */
export type ProseLine = {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  /** As long as `text`; inline code and comments are blanks, so that places in it are places in the text. */
  readonly masked: string;
};

const FENCE = /^ {0,3}(`{3,}|~{3,})/u;

/** The lines outside of fenced code. */
export function proseLines(markdown: string): readonly ProseLine[] {
  const out: ProseLine[] = [];
  let fence: string | null = null;
  for (const [index, text] of markdown.split('\n').entries()) {
    const found = FENCE.exec(text)?.[1];
    if (fence === null && found !== undefined) fence = found;
    else if (fence !== null) {
      if (found !== undefined && found.startsWith(fence) && text.trim() === found) fence = null;
    } else out.push({ line: index + 1, text, masked: masked(text) });
  }
  return out;
}

const masked = (text: string): string =>
  text.replaceAll(/(`+)(?!`).*?[^`]\1(?!`)|<!--.*?-->/gu, (code) => ' '.repeat(code.length));

/** The same Markdown with its prose lines put through `change`. */
export function mapProse(markdown: string, change: (line: ProseLine) => string): string {
  const lines = markdown.split('\n');
  for (const one of proseLines(markdown)) lines[one.line - 1] = change(one);
  return lines.join('\n');
}

/**
 * Replaces what `pattern` (flags `dg`) finds outside of code; `by` is given the groups as they stand in the text, code
 * inside of them included.
 */
export function replaceUnmasked(
  { text, masked: visible }: ProseLine,
  pattern: RegExp,
  by: (...groups: readonly string[]) => string,
): string {
  let out = '';
  let at = 0;
  for (const found of visible.matchAll(pattern)) {
    const groups = (found.indices ?? []).map((range) => (range === undefined ? '' : text.slice(...range)));
    out += text.slice(at, found.index) + by(...groups);
    at = found.index + found[0].length;
  }
  return out + text.slice(at);
}
