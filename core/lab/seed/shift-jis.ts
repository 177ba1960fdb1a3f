import { eucJp } from './iso-2022-jp.ts';

/** Shift_JIS of what is in JIS X 0208: the rows and columns of EUC-JP, folded so that the first byte leaves room for katakana. */
export function shiftJis(text: string): Buffer {
  const bytes = [...text].flatMap((character) => {
    const [first = 0, second] = eucJp(character);
    if (second === undefined) return [first];
    const [row, column] = [first & 0x7f, second & 0x7f];
    const lead = ((row - 0x21) >> 1) + (row < 0x5f ? 0x81 : 0xc1);
    const odd = column + (column < 0x60 ? 0x1f : 0x20);
    return [lead, row % 2 === 1 ? odd : column + 0x7e];
  });
  return Buffer.from(bytes);
}
