import { createHash } from 'node:crypto';

import { decodeText, type Encoding } from './encoding.ts';

const MODULUS = 1n << 256n;

/**
 * A number that stands for a text's lines in any order, each as often as it is there, blank ones left out. It is taken as
 * the text comes, so that memory does not grow with it.
 */
export class LineDigest {
  readonly #encoding: Encoding;
  #unended: Uint8Array[] = [];
  #sum = 0n;
  /** Lines so far. */
  lines = 0;
  /** Bytes so far. */
  bytes = 0;

  constructor(encoding: Encoding) {
    this.#encoding = encoding;
  }

  push(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    let from = 0;
    // In every encoding that hosts have, this byte ends a line and is no part of a character.
    for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, from)) {
      this.#unended.push(chunk.subarray(from, end));
      this.#endLine();
      from = end + 1;
    }
    if (from < chunk.length) this.#unended.push(Uint8Array.from(chunk.subarray(from)));
  }

  /** Ends the last line. Two digests are equal if their texts have the same lines. */
  end(): string {
    this.#endLine();
    return `${this.lines} ${this.#sum.toString(16)}`;
  }

  #endLine(): void {
    const line = decodeText(Buffer.concat(this.#unended), this.#encoding).replace(/\r$/u, '');
    this.#unended = [];
    if (line.trim() === '') return;
    this.lines += 1;
    this.#sum = (this.#sum + BigInt(`0x${createHash('sha256').update(line).digest('hex')}`)) % MODULUS;
  }
}
