import type { PlannedFile } from '../plan/operation.ts';
import type { Localized } from '../runbook/localized.ts';
import { decodeText, encodeText, type Encoding } from './encoding.ts';
import { readServices } from './services-edit.ts';

/** One line of a change: kept, taken out or put in. Texts are for people; bytes are Latin-1, so that every byte survives. */
type Line = { readonly sign: ' ' | '-' | '+'; readonly raw: string };
export type Edit = {
  readonly bytes: Uint8Array;
  readonly changed: boolean;
  /** Unified diff lines without header, two lines of context. */
  readonly diff: readonly string[];
  /** What of the file contradicts what is wanted; then nothing may be written. */
  readonly conflicts: readonly Localized[];
};

/** Whatever of the file is not asked for stays byte for byte: encoding, line ends, a missing last line end. */
export function editFile(before: Uint8Array, operation: PlannedFile, encoding: Encoding): Edit | null {
  const lines = splitLines(Buffer.from(before).toString('latin1'));
  const ending = lines.some((line) => line.endsWith('\r\n')) ? '\r\n' : '\n';
  if (operation.services !== undefined) {
    const { missing, conflicts } = readServices(lines.map(bare), operation.services);
    const kept = lines.map((raw): Line => ({ sign: ' ', raw }));
    return editOf(conflicts.length > 0 ? kept : append(kept, missing, ending), encoding, conflicts);
  }
  const wanted: string[] = [];
  for (const line of operation.lines) {
    const bytes = encodeText(line, encoding);
    if (bytes === null) return null;
    wanted.push(Buffer.from(bytes).toString('latin1'));
  }
  const edited =
    operation.ensure === 'absent'
      ? takeOut(lines, wanted)
      : putIn(lines, wanted, ending, operation, encoding);
  return editOf(edited, encoding, []);
}

function editOf(edited: readonly Line[], encoding: Encoding, conflicts: readonly Localized[]): Edit {
  const after = edited.filter(({ sign }) => sign !== '-').map(({ raw }) => raw);
  const shown = edited.map(({ sign, raw }) => ({
    sign,
    text: decodeText(Buffer.from(bare(raw), 'latin1'), encoding),
  }));
  return {
    bytes: Buffer.from(after.join(''), 'latin1'),
    changed: edited.some(({ sign }) => sign !== ' '),
    diff: unified(shown),
    conflicts,
  };
}

const splitLines = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/gu) ?? [];
const bare = (raw: string): string => raw.replace(/\r?\n$/u, '');

const takeOut = (lines: readonly string[], unwanted: readonly string[]): readonly Line[] =>
  lines.map((raw) => ({ sign: unwanted.includes(bare(raw)) ? '-' : ' ', raw }));

/** A line of the same setting with another value gives its place to the one that is wanted; what finds no place goes to the end. */
function putIn(
  lines: readonly string[],
  wanted: readonly string[],
  ending: string,
  { replaces }: PlannedFile,
  encoding: Encoding,
): readonly Line[] {
  const pattern = replaces === null ? null : new RegExp(replaces, 'u');
  const missing = wanted.filter((line) => !lines.some((raw) => bare(raw) === line));
  const isOther = (raw: string): boolean =>
    pattern !== null &&
    !wanted.includes(bare(raw)) &&
    pattern.test(decodeText(Buffer.from(bare(raw), 'latin1'), encoding));
  const edited: Line[] = [];
  for (const raw of lines) {
    if (!isOther(raw)) {
      edited.push({ sign: ' ', raw });
      continue;
    }
    edited.push({ sign: '-', raw });
    const next = missing.shift();
    if (next !== undefined) edited.push({ sign: '+', raw: next + raw.slice(bare(raw).length) });
  }
  return append(edited, missing, ending);
}

function append(lines: readonly Line[], missing: readonly string[], ending: string): readonly Line[] {
  const edited = [...lines];
  const last = edited.findLastIndex(({ sign }) => sign !== '-');
  const unended = edited[last];
  // An unfinished last line must be ended before another can follow.
  if (missing.length > 0 && unended !== undefined && !unended.raw.endsWith('\n'))
    edited.splice(last, 1, ...endLine(unended, ending));
  return [...edited, ...missing.map((line): Line => ({ sign: '+', raw: line + ending }))];
}

const endLine = (line: Line, ending: string): readonly Line[] =>
  line.sign === '+'
    ? [{ ...line, raw: line.raw + ending }]
    : [
        { sign: '-', raw: line.raw },
        { sign: '+', raw: line.raw + ending },
      ];

const CONTEXT = 2;

/** Hunks of changed lines with their surroundings, `…` where lines are left out. */
function unified(lines: readonly { readonly sign: string; readonly text: string }[]): readonly string[] {
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ sign }) => sign !== ' '),
  );
  return lines.flatMap(({ sign, text }, index) => {
    if (near[index] === true) return [`${sign}${text}`];
    return near[index + 1] === true ? ['…'] : [];
  });
}
