import { Fault } from '../errors.ts';
import { faultSentence } from '../fault-sentence.ts';
import type { Rendered } from '../plan/operation.ts';
import type { Localized } from '../runbook/localized.ts';
import { decodeText, encodeText } from './encoding.ts';
import type { Context } from './executor.ts';
import type { Left } from './expectation.ts';
import { commandLine } from './job/command-line.ts';
import { unknownHost, unwritable } from './said.ts';
import { ScriptImpossible } from './script-impossible.ts';
import { probeScript, probeTag } from './script.ts';

/** A command that changes nothing, run by a plain exec. */
export type ProbeCommand = {
  readonly host: string;
  readonly as: string | null;
  readonly parts: readonly Rendered[];
  readonly stdin: Rendered | null;
};
export type ProbeAnswer =
  | {
      readonly kind: 'answered';
      readonly left: Left;
      readonly stdout: Uint8Array;
      readonly stderr: Uint8Array;
      /** Its standard output was longer than what was kept of it. Only where the caller sees all of it. */
      readonly cut: boolean;
    }
  /** The host cannot be reached, stopped answering, or cannot run it. */
  | { readonly kind: 'unknown'; readonly saw: Localized };

const AT_MOST_BYTES = 16 * 1024 * 1024;
const TIMEOUT_MS = 10 * 60_000;
const UNENDED: Localized = {
  en: 'it did not say how it ended',
  ja: 'コマンドの終了ステータスが返りませんでした',
};
export const TOO_LONG: Localized = {
  en: `it printed more than ${AT_MOST_BYTES / 1024 / 1024} MiB`,
  ja: `出力が ${AT_MOST_BYTES / 1024 / 1024} MiB を超えました`,
};

/** `eval` of what comes on stdin: text of any length and kind, under any login shell, kept nowhere. */
const EVAL = commandLine('/bin/sh', 'eval "`cat`"', []);

/** Asks a host. `onStdout` sees the whole of a standard output of any length. Never throws for what happens out there. @throws Fault secret-unavailable */
export async function askHost(
  command: ProbeCommand,
  context: Context,
  timeoutMs = TIMEOUT_MS,
  onStdout?: (chunk: Uint8Array) => void,
): Promise<ProbeAnswer> {
  const host = context.inventory.hosts[command.host];
  if (host === undefined) return { kind: 'unknown', saw: unknownHost(command.host) };
  const tag = probeTag(`${context.job} ${command.host}`);
  try {
    const script = probeScript(
      { ...command, host, prompts: [], session: null, secrets: context.secrets },
      tag,
    );
    const stdin = encodeText(script, host.encoding);
    if (stdin === null) return { kind: 'unknown', saw: unwritable(host.encoding) };
    const connection = await context.connections.host(command.host);
    const result = await connection.exec(EVAL, {
      stdin,
      timeoutMs,
      maxBytes: AT_MOST_BYTES + 1,
      ...(onStdout !== undefined && { onStdout }),
    });
    if (result.end.kind === 'none') return { kind: 'unknown', saw: UNENDED };
    // Half of an output proves nothing: two lists may be equal as far as they go.
    const cut = result.stdout.length > AT_MOST_BYTES;
    if ((cut && onStdout === undefined) || result.stderr.length > AT_MOST_BYTES)
      return { kind: 'unknown', saw: TOO_LONG };
    const exit = result.end.kind === 'exit' ? result.end.status : 255;
    const parted = partExits(result.stderr, tag);
    const exits = command.parts.length > 1 ? allParts(parted.exits, command.parts.length) : [exit];
    const left = {
      exits,
      stdout: decodeText(result.stdout, host.encoding),
      stderr: decodeText(parted.rest, host.encoding),
    };
    return { kind: 'answered', left, stdout: result.stdout, stderr: parted.rest, cut };
  } catch (error) {
    if (error instanceof ScriptImpossible) return { kind: 'unknown', saw: error.said };
    if (error instanceof Fault && error.code !== 'secret-unavailable')
      return { kind: 'unknown', saw: faultSentence(error) };
    throw error;
  }
}

/** Takes our own lines out of what the command printed. Latin-1 keeps every byte as it is. */
function partExits(
  stderr: Uint8Array,
  tag: string,
): { exits: ReadonlyMap<number, number>; rest: Uint8Array } {
  const exits = new Map<number, number>();
  const lines = Buffer.from(stderr)
    .toString('latin1')
    .split('\n')
    .filter((line) => {
      const [word, part, status] = line.split(' ');
      if (word !== tag) return true;
      exits.set(Number(part), Number(status));
      return false;
    });
  return { exits, rest: Buffer.from(lines.join('\n'), 'latin1') };
}

/** A part that said nothing did not end well. */
const allParts = (exits: ReadonlyMap<number, number>, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => exits.get(index + 1) ?? 255);
