import { Fault } from '../../errors.ts';
import { runErrand } from '../errand.ts';
import { lineAfter } from './answer.ts';
import { readText } from './errands.ts';
import type { Met } from './spool.ts';
import { INLINE_BYTES } from './wrapper.ts';

const BLOCK = 4096;
/** Of a longer output the head and the tail are brought; together they stay below what evidence keeps. */
const HEAD_BYTES = 512 * 1024;
const TAIL_BYTES = 256 * 1024;
/** Of one that is judged by what stands in it, everything is brought, up to this size. */
export const WHOLE_BYTES = 16 * 1024 * 1024;
export type Stream = 'out' | 'err';
/** How much of an output is read at once where it is read as it grows. */
const READ_BLOCKS = 64;
/** More than that takes its time over a slow line. */
const READ_MS = 5 * 60_000;

/** An output as brought from its host. `size`: what there is, `bytes`: what was brought, with a line where some is missing. */
export type Output = { readonly bytes: Uint8Array; readonly size: number };

/** Reads `count` blocks from the block that holds `offset` on. @throws Fault connection-failed */
async function readBlocks(
  met: Met,
  name: string,
  stream: Stream,
  skip: number,
  count: number,
): Promise<Output> {
  const command = readText(met.shell, met.root, name, stream, skip, count);
  const result = await runErrand(met.connection, command, count > READ_BLOCKS ? { timeoutMs: READ_MS } : {});
  const said = lineAfter(result.stdout, 'watari size ');
  if (said === null || result.end.kind !== 'exit')
    throw new Fault(
      'connection-failed',
      `Reading the output of a job on ${met.connection.host}`,
      'the connection dropped',
    );
  return { size: Number.parseInt(said.rest, 10), bytes: said.after };
}

/** The last few kilobytes, from a line's beginning if there is one. @throws Fault connection-failed */
export async function readTail(met: Met, name: string, stream: Stream, size: number): Promise<Uint8Array> {
  const { bytes } = await readBlocks(met, name, stream, Math.max(0, Math.ceil(size / BLOCK) - 2), 3);
  return size > 2 * BLOCK ? fromLineStart(bytes) : bytes;
}

/** What an output has from an offset on, as far as it goes in one read. @throws Fault connection-failed */
export async function readFrom(met: Met, name: string, stream: Stream, offset: number): Promise<Uint8Array> {
  const skip = Math.floor(offset / BLOCK);
  const { bytes } = await readBlocks(met, name, stream, skip, READ_BLOCKS);
  return bytes.subarray(offset - skip * BLOCK);
}

/** Both outputs; of those in `whole`, the middle as well. @throws Fault connection-failed */
export async function readOutputs(met: Met, name: string, whole: readonly Stream[]) {
  const [stdout, stderr] = await Promise.all(
    (['out', 'err'] as const).map((stream) => readOutput(met, name, stream, whole)),
  );
  if (stdout === undefined || stderr === undefined) throw new Error('two were asked for');
  return { stdout, stderr };
}

/** The whole output, or its head and its tail. @throws Fault connection-failed */
async function readOutput(met: Met, name: string, stream: Stream, whole: readonly Stream[]): Promise<Output> {
  const head = await readBlocks(met, name, stream, 0, HEAD_BYTES / BLOCK);
  if (head.size <= HEAD_BYTES) return head;
  if (whole.includes(stream) && head.size <= WHOLE_BYTES) return readOn(met, name, stream, head);
  if (head.size <= HEAD_BYTES + TAIL_BYTES) {
    const rest = await readBlocks(met, name, stream, HEAD_BYTES / BLOCK, TAIL_BYTES / BLOCK);
    return { size: rest.size, bytes: Buffer.concat([head.bytes, rest.bytes]) };
  }
  const skip = Math.floor((head.size - TAIL_BYTES) / BLOCK);
  const tail = await readBlocks(met, name, stream, skip, TAIL_BYTES / BLOCK + 1);
  // Cut at line ends: a secret that is cut in two would not be recognised by the redactor.
  const first = toLineEnd(head.bytes);
  const last = fromLineStart(tail.bytes);
  const note = `\n[watari: ${head.size - first.length - last.length} bytes left out here; ${head.size} bytes in all]\n`;
  return { size: head.size, bytes: Buffer.concat([first, Buffer.from(note), last]) };
}

async function readOn(met: Met, name: string, stream: Stream, head: Output): Promise<Output> {
  const pieces = [head.bytes];
  for (let skip = HEAD_BYTES / BLOCK; skip * BLOCK < head.size; skip += HEAD_BYTES / BLOCK)
    // oxlint-disable-next-line no-await-in-loop -- one after the other spares the host
    pieces.push((await readBlocks(met, name, stream, skip, HEAD_BYTES / BLOCK)).bytes);
  const bytes = Buffer.concat(pieces);
  // What its daemons print meanwhile is no longer its own.
  return { bytes, size: bytes.length };
}

/** What a launch brought along, or the rest of it as well if it was cut there. @throws Fault connection-failed */
export const completeOutput = (
  met: Met,
  name: string,
  stream: Stream,
  inline: Uint8Array,
  whole: readonly Stream[],
): Promise<Output> =>
  inline.length < INLINE_BYTES
    ? Promise.resolve({ bytes: inline, size: inline.length })
    : readOutput(met, name, stream, whole);

function toLineEnd(bytes: Uint8Array): Uint8Array {
  const end = Buffer.from(bytes).lastIndexOf(0x0a);
  return end === -1 ? bytes.subarray(0, 0) : bytes.subarray(0, end);
}

function fromLineStart(bytes: Uint8Array): Uint8Array {
  const start = Buffer.from(bytes).indexOf(0x0a);
  return start === -1 ? bytes.subarray(bytes.length) : bytes.subarray(start + 1);
}
