/**
 * `exec SHELL -c 'TEXT' watari ARGUMENTS`, on one line, as any login shell takes it, C shells included. The text must
 * hold no single quote and no exclamation mark; arguments must be plain words.
 */
export function commandLine(shell: string, text: string, args: readonly (string | number)[]): string {
  const line = text.trim().replaceAll(/\s*\n\s*/gu, ' ');
  const words = args.map(String);
  if (/['!]/u.test(line) || words.some((word) => !PLAIN_WORD.test(word)))
    throw new Error(`not a plain command line: ${line} ${words.join(' ')}`);
  return `exec ${shell} -c '${line}' watari ${words.join(' ')}`;
}

const PLAIN_WORD = /^(?:[A-Za-z0-9_./=-]+|'[^'!]*')$/u;
