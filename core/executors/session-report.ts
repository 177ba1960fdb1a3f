import type { Counted } from '../journal/store.ts';
import type { ProgressPattern } from '../plan/operation.ts';
import type { Outcome } from '../run/outcome.ts';
import { LineCounter } from './count-lines.ts';
import { decodeText, type Encoding } from './encoding.ts';
import type { Context } from './executor.ts';
import type { Output } from './job/output.ts';

const TAIL_LINES = 8;

/** Tells people how far one session is, or the whole command where it has none. */
export class SessionReport {
  readonly #context: Context;
  readonly #session: string | null;
  readonly #patterns: readonly ProgressPattern[];
  readonly #encoding: Encoding;
  #counter: LineCounter;
  #carried: number | null = null;
  #bytes = 0;
  #tail: readonly string[] = [];

  constructor(
    context: Context,
    session: string | null,
    patterns: readonly ProgressPattern[] | undefined,
    encoding: Encoding,
  ) {
    this.#context = context;
    this.#session = session;
    this.#patterns = patterns ?? [];
    this.#encoding = encoding;
    this.#counter = new LineCounter(this.#patterns, encoding);
  }

  /** What an earlier attempt said of this session holds no longer. */
  begin(): void {
    if (this.#session !== null) this.#say();
  }

  /** Whether the whole output is to be read as it grows. */
  get reads(): boolean {
    return this.#patterns.length > 0;
  }

  /** A method of its own object, so that it can be handed on. */
  readonly grown = (bytes: number, tail: Uint8Array, grown: Uint8Array): void => {
    this.#counter.feed(grown);
    this.#bytes = bytes;
    this.#tail = lastLines(tail, this.#encoding, this.#context);
    this.#say();
  };

  /** Bytes that went through us. */
  readonly carried = (bytes: number): void => {
    this.#carried = bytes;
    this.#say();
  };

  /** `stdout` is counted anew: of what came last, nobody has told. */
  end(ended: Outcome['kind'], stdout: Output | null): void {
    if (stdout !== null && stdout.bytes.length >= stdout.size) {
      this.#counter = new LineCounter(this.#patterns, this.#encoding);
      this.#counter.feed(stdout.bytes);
      this.#counter.finish();
    }
    if (this.#session !== null) this.#say(ended);
  }

  #say(ended?: Outcome['kind']): void {
    const counted: Counted = {
      ...this.#counter.counted,
      ...(this.#carried !== null && { bytes: this.#carried }),
    };
    this.#context.report({
      session: this.#session,
      bytes: this.#carried ?? this.#bytes,
      tail: this.#tail,
      ...(Object.keys(counted).length > 0 && { counted }),
      ...(ended !== undefined && { ended }),
    });
  }
}

/** Redacted before it is cut: half a secret, or the second line of one, is not known for one. */
const lastLines = (tail: Uint8Array, encoding: Encoding, context: Context): readonly string[] =>
  context
    .redact(decodeText(tail, encoding))
    .split(/\r?\n/u)
    .filter((line) => line.trim() !== '')
    .slice(-TAIL_LINES);
