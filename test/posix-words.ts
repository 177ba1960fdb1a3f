/**
 * Splits a command line as a POSIX shell splits words: blanks separate, quotes and backslashes join (2.2 and 2.3 of the
 * shell's standard). Nothing is expanded and operators are ordinary characters, so `<InstanceRoot>` stays one word
 * and a `|` between blanks is a word of its own.
 */
export function posixWords(line: string): readonly string[] {
  const words: string[] = [];
  // In double quotes a backslash keeps its meaning only before $ ` " and itself.
  const piece = /'([^']*)'|"((?:[^"\\]|\\[^])*)"|\\([^])|([^\s'"\\])|(\s+)/gu;
  let word: string | null = null;
  let end = 0;
  for (const found of line.matchAll(piece)) {
    if (found.index !== end) break;
    end += found[0].length;
    const [, single, double, escaped, bare, blank] = found;
    if (blank === undefined) {
      word = (word ?? '') + (single ?? double?.replaceAll(/\\([$`"\\])/gu, '$1') ?? escaped ?? bare ?? '');
    } else if (word !== null) {
      words.push(word);
      word = null;
    }
  }
  if (end !== line.length) throw new Error(`a quote is left open: ${line.slice(end)}`);
  return word === null ? words : [...words, word];
}
