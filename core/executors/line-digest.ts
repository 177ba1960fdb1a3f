import { hash } from 'node:crypto';
import { TextDecoder } from 'node:util';

import type { Encoding } from './encoding.ts';

/**
 * What stands for a text's lines in any order, each as often as it is there, blank ones left out. It is taken as
 * the text comes, so that memory does not grow with it.
 */
export class LineDigest {
  readonly #decoder: TextDecoder;
  #unended: Uint8Array[] = [];
  readonly #sum = new Uint32Array(8);
  /** Lines so far. */
  lines = 0;
  /** Bytes so far. */
  bytes = 0;

  constructor(encoding: Encoding) {
    this.#decoder = new TextDecoder(encoding);
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
    return `${this.lines} ${this.#sum.join(' ')}`;
  }

  #endLine(): void {
    const [first, ...others] = this.#unended;
    if (first === undefined) return;
    const line = this.#decoder.decode(others.length === 0 ? first : Buffer.concat(this.#unended));
    this.#unended = [];
    if (line.trim() === '') return;
    this.lines += 1;
    const digest = hash('sha256', line.endsWith('\r') ? line.slice(0, -1) : line, 'buffer');
    // Each wraps by itself; which line added what cannot be told, only whether all of them together agree.
    for (const [index, sum] of this.#sum.entries()) this.#sum[index] = sum + digest.readUInt32BE(index * 4);
  }
}
