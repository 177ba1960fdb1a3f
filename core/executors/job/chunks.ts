import { Fault } from '../../errors.ts';
import { type ErrandOptions, runErrand } from '../errand.ts';
import { lineAfter } from './answer.ts';
import { markText, putText, sumsText, takeText, wantedText } from './chunk-texts.ts';
import type { Met } from './spool.ts';

/** A piece of a stream. `sum`: its `cksum`, taken when it came out of the source's program. */
export type Chunk = { readonly number: number; readonly sum: string; readonly bytes: Uint8Array };
export type Taken =
  | { readonly kind: 'chunk'; readonly chunk: Chunk }
  /** The source's program has closed its output after so many chunks. */
  | { readonly kind: 'all'; readonly chunks: number }
  /** Not yet there. */
  | { readonly kind: 'none' };
export type Put =
  | { readonly kind: 'put'; readonly fed: number }
  /** What arrived is something else: a full disk, say. */
  | { readonly kind: 'cut'; readonly saw: string }
  /** The job has ended. */
  | { readonly kind: 'over' };

const dropped = (doing: string, { connection }: Met): Fault =>
  new Fault('connection-failed', `${doing} on ${connection.host}`, 'the connection dropped');

/** A piece is at most a mebibyte; several go over one line at the same time. */
const PIECE_MS = 5 * 60_000;

async function ask(met: Met, doing: string, command: string, options: ErrandOptions = {}) {
  const result = await runErrand(met.connection, command, options);
  if (result.end.kind !== 'exit') throw dropped(doing, met);
  return result;
}

/** Fetches a chunk of the source; `arrived` are at the other end, and go. @throws Fault connection-failed */
export async function takeChunk(
  met: Met,
  name: string,
  want: number,
  arrived: readonly number[],
): Promise<Taken> {
  const doing = 'Fetching a piece of a stream';
  const command = takeText(met.shell, met.root, name, want, arrived);
  const { stdout } = await ask(met, doing, command, { timeoutMs: PIECE_MS });
  const chunk = lineAfter(stdout, 'watari chunk ');
  if (chunk !== null) {
    const [, sum, size] = /\.(\d+)\.(\d+)$/u.exec(chunk.rest) ?? [];
    if (sum === undefined || chunk.after.length !== Number(size)) throw dropped(doing, met);
    return { kind: 'chunk', chunk: { number: want, sum, bytes: chunk.after } };
  }
  const all = lineAfter(stdout, 'watari all ');
  if (all !== null) return { kind: 'all', chunks: Number(all.rest) };
  if (lineAfter(stdout, 'watari none') === null) throw dropped(doing, met);
  return { kind: 'none' };
}

/** Lays a chunk before the target; harmless if it is there or was fed already. @throws Fault connection-failed */
export async function putChunk(met: Met, name: string, { number, sum, bytes }: Chunk): Promise<Put> {
  const command = putText(met.shell, met.root, name, { number, sum, bytes: bytes.length });
  const { stdout, stderr } = await ask(met, 'Handing on a piece of a stream', command, {
    stdin: bytes,
    timeoutMs: PIECE_MS,
  });
  if (lineAfter(stdout, 'watari over') !== null) return { kind: 'over' };
  const put = lineAfter(stdout, 'watari put');
  if (put === null) return { kind: 'cut', saw: Buffer.from(stderr).toString('latin1').trim() };
  return { kind: 'put', fed: Number(put.rest === '' ? '0' : put.rest) };
}

/** `next` chunk that the target needs, the last one that was `fed`, and whether its job has begun. @throws Fault connection-failed */
export async function wantedChunk(
  met: Met,
  name: string,
): Promise<{ readonly next: number; readonly fed: number; readonly begun: boolean }> {
  const doing = 'Looking how far a stream is';
  const { stdout } = await ask(met, doing, wantedText(met.shell, met.root, name));
  const [next, fed, begun] = lineAfter(stdout, 'watari next ')?.rest.split(' ') ?? [];
  if (next === undefined) throw dropped(doing, met);
  return { next: Number(next), fed: Number(fed), begun: begun === 'begun' };
}

/** Tells the target that chunk `last` was the last one. False if that could not be written. @throws Fault connection-failed */
export async function markEnd(
  met: Met,
  name: string,
  mark: 'eof' | 'broken',
  last: number,
): Promise<boolean> {
  const command = markText(met.shell, met.root, name, mark, last);
  const { stdout } = await ask(met, 'Ending a stream', command);
  return lineAfter(stdout, 'watari marked') !== null || lineAfter(stdout, 'watari over') !== null;
}

/** A line for each chunk of a source, `number cksum bytes`: what may be kept of mail. @throws Fault connection-failed */
export async function chunkSums(met: Met, name: string): Promise<Uint8Array> {
  const doing = 'Reading the sums of a stream';
  // A line a piece: of a store of a hundred gibibytes, a few mebibytes.
  const { stdout } = await ask(met, doing, sumsText(met.shell, met.root, name), { timeoutMs: PIECE_MS });
  const sums = lineAfter(stdout, 'watari sums');
  if (sums === null) throw dropped(doing, met);
  return sums.after;
}

/** Bytes of the chunks before `next`, of such a list. */
export const bytesBefore = (sums: Uint8Array, next: number): number =>
  Buffer.from(sums)
    .toString('latin1')
    .split('\n')
    .map((line) => line.split(' ').map(Number))
    .reduce((sum, [number = 0, , bytes = 0]) => (number > 0 && number < next ? sum + bytes : sum), 0);
