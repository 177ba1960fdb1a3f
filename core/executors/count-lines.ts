import type { Counted } from '../journal/store.ts';
import type { ProgressPattern } from '../plan/operation.ts';
import { decodeText, type Encoding } from './encoding.ts';

/** Counts what the lines of an output say, as they come. */
export class LineCounter {
  readonly #patterns: readonly { readonly line: RegExp; readonly counts: keyof Counted }[];
  readonly #encoding: Encoding;
  readonly #counted: { -readonly [K in keyof Counted]: number } = {};
  #unfinished: Uint8Array = new Uint8Array();

  constructor(patterns: readonly ProgressPattern[], encoding: Encoding) {
    this.#patterns = patterns.map(({ pattern, counts }) => ({ line: new RegExp(pattern, 'mu'), counts }));
    this.#encoding = encoding;
    for (const { counts } of patterns) this.#counted[counts] = 0;
  }

  get counted(): Counted {
    return { ...this.#counted };
  }

  /** The next bytes; what follows the last line end waits for the rest of its line. */
  feed(bytes: Uint8Array): void {
    const all = Buffer.concat([this.#unfinished, bytes]);
    const end = all.lastIndexOf(0x0a) + 1;
    this.#unfinished = all.subarray(end);
    if (this.#patterns.length === 0) return;
    for (const line of decodeText(all.subarray(0, end), this.#encoding).split(/\r?\n/u)) this.#count(line);
  }

  /** The last line, though it has no end. */
  finish(): Counted {
    this.feed(Buffer.from('\n'));
    return this.counted;
  }

  #count(line: string): void {
    for (const { line: pattern, counts } of this.#patterns) {
      const found = pattern.exec(line);
      if (found === null) continue;
      const number = Number(found[1] ?? 1);
      this.#counted[counts] = (this.#counted[counts] ?? 0) + (Number.isFinite(number) ? number : 1);
    }
  }
}
