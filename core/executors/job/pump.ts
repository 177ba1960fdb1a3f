import { Fault } from '../../errors.ts';
import { pause } from '../pause.ts';
import { CHUNKS_AHEAD } from './chunk-texts.ts';
import {
  bytesBefore,
  type Chunk,
  chunkSums,
  markEnd,
  putChunk,
  takeChunk,
  type Taken,
  wantedChunk,
} from './chunks.ts';
import { type Met, SpoolUnfit } from './spool.ts';

/** The two jobs of a stream, as the pump sees them. */
export type Pipe = {
  readonly from: End;
  readonly to: End;
  /** Lets the target's job begin. May be called again. */
  beginTarget(): void;
  /** Bytes that have arrived so far. */
  carried(bytes: number): void;
  /** Null while the source runs; then whether it, and all before its output, ended well. */
  sourceEnded(): boolean | null;
  targetEnded(): boolean;
  /** The source is over, and nothing shall begin any more because of it. */
  inVain(): boolean;
  /** So the target shall not begin, since this stands in the way. */
  unbegun(error: Fault | SpoolUnfit): void;
  /** Resolves when either of them ends. */
  readonly change: () => Promise<unknown>;
  /** The spool of the target takes no more. */
  stuck(saw: string): void;
  /** The end of that job is near. */
  nudge(which: 'from' | 'to'): void;
  /** Not even the end could be noted there. */
  unmarked(): void;
  readonly leave: AbortSignal;
};
type End = {
  readonly name: string;
  /** @throws Fault connection-failed @throws SpoolUnfit */
  meet(): Promise<Met>;
};

const POLL_FIRST_MS = 50;
const POLL_AT_MOST_MS = 1500;
const KNOCK_FIRST_MS = 250;
const KNOCK_AT_MOST_MS = 15_000;
const CUTS = 5;
const LEFT_BEHIND = [1, 2, 3] as const;

/**
 * Carries chunks from the source's folder to the target's, from wherever it stands, and says to the target which was the
 * last. A dropped connection, or another process in our place, goes on with the chunk that the target needs next; a chunk
 * that arrives twice is the same, and is fed once. Ends when nothing is left to do here.
 */
export const pumpChunks = (pipe: Pipe): Promise<void> => new Pump(pipe).run();

type Ahead = { readonly taken: ReturnType<typeof takeChunk>; readonly wasOver: boolean };

/** A chunk may have come between the look at it and the look at the sum of them. */
const isLast = (taken: Taken, next: number): boolean =>
  taken.kind === 'none' || (taken.kind === 'all' && next > taken.chunks);

class Pump {
  readonly #pipe: Pipe;
  #knockMs = KNOCK_FIRST_MS;
  #pollMs = POLL_FIRST_MS;
  /** The chunk that is to be carried next. */
  #next = 1;
  #bytes: number | null = null;
  #cuts = 0;
  #begun = false;
  #nudged = false;

  constructor(pipe: Pipe) {
    this.#pipe = pipe;
  }

  async run(): Promise<void> {
    const { leave } = this.#pipe;
    for (;;) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- from where it stands, after each connection that dropped
        return await this.#pass();
      } catch (error) {
        if (!(error instanceof Fault) && !(error instanceof SpoolUnfit)) throw error;
        if (!this.#begun && this.#pipe.inVain()) return this.#pipe.unbegun(error);
      }
      this.#stay();
      // Nobody can reach the target, and its job is given up: there is nothing more to do.
      if (this.#pipe.targetEnded()) return;
      // oxlint-disable-next-line no-await-in-loop -- see above
      await pause(this.#knockMs, leave, this.#pipe.change());
      this.#knockMs = Math.min(this.#knockMs * 2, KNOCK_AT_MOST_MS);
    }
  }

  async #pass(): Promise<void> {
    const { from, to } = this.#pipe;
    const target = await to.meet();
    const wanted = await wantedChunk(target, to.name);
    this.#next = wanted.next;
    if (wanted.begun) this.#begin();
    let ahead = this.#takeAhead(this.#leftBehind());
    for (;;) {
      if (this.#pipe.targetEnded()) return;
      this.#stay();
      // oxlint-disable-next-line no-await-in-loop -- chunks go in their order
      const taken = await this.#taken(ahead);
      this.#knockMs = KNOCK_FIRST_MS;
      if (taken.kind === 'chunk') {
        const arriving = taken.chunk;
        this.#next += 1;
        // The next one is fetched meanwhile.
        ahead = this.#takeAhead([arriving.number - 1]);
        // oxlint-disable-next-line no-await-in-loop -- see above
        if (!(await this.#put(arriving))) return;
        // oxlint-disable-next-line no-await-in-loop -- see above
        await this.#count(from, arriving);
        this.#begin();
        this.#pollMs = POLL_FIRST_MS;
      } else if (isLast(taken, this.#next) && taken.kind === 'all' && this.#pipe.sourceEnded() === true) {
        this.#begin();
        return this.#finish('eof');
      } else if (isLast(taken, this.#next) && ahead.wasOver && this.#pipe.sourceEnded() === false) {
        return this.#finish('broken');
      } else {
        if (taken.kind === 'all' && !this.#nudged) this.#pipe.nudge('from');
        this.#nudged ||= taken.kind === 'all';
        // oxlint-disable-next-line no-await-in-loop -- see above
        await pause(this.#pollMs, this.#pipe.leave, this.#pipe.change());
        // oxlint-disable-next-line no-await-in-loop -- see above
        if (this.#pollMs === POLL_AT_MOST_MS) await this.#catchUp();
        this.#pollMs = Math.min(this.#pollMs * 1.5, POLL_AT_MOST_MS);
        ahead = this.#takeAhead(this.#leftBehind());
      }
    }
  }

  /** What is not at the source may have been carried by a process before us that had not quite let go. */
  async #catchUp(): Promise<void> {
    const { to } = this.#pipe;
    const { next } = await wantedChunk(await to.meet(), to.name);
    if (next <= this.#next) return;
    this.#next = next;
    this.#bytes = null;
  }

  /** @throws Fault connection-failed when this process lets go */
  #stay(): void {
    if (this.#pipe.leave.aborted)
      throw new Fault('connection-failed', 'Carrying a stream', 'this process lets go of it');
  }

  /** Pieces that have arrived, and that whoever carried them had perhaps no time to remove. */
  #leftBehind(): readonly number[] {
    return LEFT_BEHIND.map((back) => this.#next - back);
  }

  /** What is not there although the source was over when we asked will never be there. */
  #takeAhead(arrived: readonly number[]): Ahead {
    const { from } = this.#pipe;
    const wasOver = this.#pipe.sourceEnded() !== null;
    const want = this.#next;
    const taken = from.meet().then((met) =>
      takeChunk(
        met,
        from.name,
        want,
        arrived.filter((one) => one > 0),
      ),
    );
    taken.catch(() => undefined);
    return { taken, wasOver };
  }

  /** A source that is given up and cannot be reached has nothing more for us. */
  async #taken({ taken, wasOver }: Ahead): ReturnType<typeof takeChunk> {
    try {
      return await taken;
    } catch (error) {
      if (!(error instanceof Fault) || !wasOver || this.#pipe.sourceEnded() !== false) throw error;
      return { kind: 'none' };
    }
  }

  /** False if the target takes no more. */
  async #put(chunk: Chunk): Promise<boolean> {
    const { to, leave } = this.#pipe;
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- until it has arrived whole
      const put = await putChunk(await to.meet(), to.name, chunk);
      if (put.kind === 'over') return false;
      if (put.kind === 'put') {
        this.#cuts = 0;
        // oxlint-disable-next-line no-await-in-loop -- see above
        return this.#room(chunk.number, put.fed);
      }
      this.#cuts += 1;
      if (this.#cuts >= CUTS) {
        this.#pipe.stuck(put.saw);
        // oxlint-disable-next-line no-await-in-loop -- see above
        await this.#finish('broken', chunk.number - 1);
        return false;
      }
      // oxlint-disable-next-line no-await-in-loop -- what is fed meanwhile gives room
      await pause(KNOCK_FIRST_MS * 2 ** this.#cuts, leave, this.#pipe.change());
    }
  }

  /** Waits while too much lies before the feeder. */
  async #room(number: number, fedThen: number): Promise<boolean> {
    const { to, leave } = this.#pipe;
    let fed = fedThen;
    while (number - fed >= CHUNKS_AHEAD) {
      this.#begin();
      if (this.#pipe.targetEnded()) return false;
      this.#stay();
      // oxlint-disable-next-line no-await-in-loop -- the feeder's pace is the stream's
      await pause(KNOCK_FIRST_MS, leave, this.#pipe.change());
      // oxlint-disable-next-line no-await-in-loop -- see above
      ({ fed } = await wantedChunk(await to.meet(), to.name));
    }
    return true;
  }

  /** What arrived before this process came stands in the source's list. */
  async #count(from: End, { number, bytes }: Chunk): Promise<void> {
    this.#bytes ??= number === 1 ? 0 : bytesBefore(await chunkSums(await from.meet(), from.name), number);
    this.#bytes += bytes.length;
    this.#pipe.carried(this.#bytes);
  }

  #begin(): void {
    this.#begun = true;
    this.#pipe.beginTarget();
  }

  async #finish(mark: 'eof' | 'broken', last = this.#next - 1): Promise<void> {
    const { to } = this.#pipe;
    // Without a beginning there is no end: nothing of a source that failed at once reaches the target.
    if (!this.#begun) return;
    const met = await to.meet();
    if (await markEnd(met, to.name, mark, last)) this.#pipe.nudge('to');
    else this.#pipe.unmarked();
  }
}
