/** Node decodes Japanese encodings but encodes none, so the table is the decoder's, turned round. */
function invert(): ReadonlyMap<string, readonly [number, number]> {
  const decoder = new TextDecoder('euc-jp');
  const table = new Map<string, readonly [number, number]>();
  for (let row = 0x21; row <= 0x7e; row += 1) {
    for (let column = 0x21; column <= 0x7e; column += 1) {
      const character = decoder.decode(Uint8Array.of(row | 0x80, column | 0x80));
      if (character.length === 1 && character !== '\uFFFD') table.set(character, [row, column]);
    }
  }
  return table;
}
let table: ReadonlyMap<string, readonly [number, number]> | undefined;

function pairOf(character: string): readonly [number, number] {
  table ??= invert();
  const pair = table.get(character);
  if (pair === undefined) throw new RangeError(`not in JIS X 0208: ${character}`);
  return pair;
}

/** ISO-2022-JP (RFC 1468): 7 bits, back in ASCII at the end of every line. Characters outside JIS X 0208 throw. */
export function iso2022jp(text: string): Buffer {
  const bytes: number[] = [];
  let japanese = false;
  const shift = (to: boolean): void => {
    if (japanese !== to) bytes.push(0x1b, ...(to ? [0x24, 0x42] : [0x28, 0x42]));
    japanese = to;
  };
  for (const character of text) {
    const code = character.charCodeAt(0);
    shift(code >= 0x80);
    bytes.push(...(code >= 0x80 ? pairOf(character) : [code]));
  }
  shift(false);
  return Buffer.from(bytes);
}

/** EUC-JP, which fills every byte's eighth bit. */
export function eucJp(text: string): Buffer {
  const bytes = [...text].flatMap((character) => {
    const code = character.charCodeAt(0);
    return code < 0x80 ? [code] : pairOf(character).map((byte) => byte | 0x80);
  });
  return Buffer.from(bytes);
}
