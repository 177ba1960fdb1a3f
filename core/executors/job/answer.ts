/** Where the words of our own scripts end in a stream that a login shell may have written to before. */
export function afterLine(bytes: Uint8Array, line: string): Uint8Array | null {
  const buffer = Buffer.from(bytes);
  const at = buffer.indexOf(`${line}\n`);
  if (at === -1 || (at > 0 && buffer[at - 1] !== 0x0a)) return null;
  return buffer.subarray(at + Buffer.byteLength(line) + 1);
}

/** The last line that starts with `word`, and what follows it; bytes are taken as Latin-1. */
export function lineAfter(bytes: Uint8Array, word: string): { rest: string; after: Uint8Array } | null {
  const buffer = Buffer.from(bytes);
  let at = buffer.indexOf(word);
  while (at > 0 && buffer[at - 1] !== 0x0a) at = buffer.indexOf(word, at + 1);
  if (at === -1) return null;
  const end = buffer.indexOf(0x0a, at);
  if (end === -1) return null;
  return { rest: buffer.toString('latin1', at + word.length, end).trim(), after: buffer.subarray(end + 1) };
}
