import type { HostConnection } from '../connections/connections.ts';
import { Fault } from '../errors.ts';
import { commandLine } from '../executors/job/command-line.ts';

export type Said = { readonly stdout: string; readonly stderr: string; readonly exit: number | null };

const TIMEOUT_MS = 30_000;
const AT_MOST_BYTES = 1024 * 1024;
/** The script comes on stdin, so that it may hold what no login shell would take in a command line. */
const EVAL = commandLine('/bin/sh', 'eval "`cat`"', []);

/** Runs a Bourne shell script that changes nothing. Bytes are taken as Latin-1. Null: the host stopped answering. */
export async function ask(connection: HostConnection, script: string): Promise<Said | null> {
  try {
    const result = await connection.exec(EVAL, {
      stdin: Buffer.from(script, 'utf8'),
      timeoutMs: TIMEOUT_MS,
      maxBytes: AT_MOST_BYTES,
    });
    if (result.end.kind === 'none') return null;
    return {
      stdout: Buffer.from(result.stdout).toString('latin1'),
      stderr: Buffer.from(result.stderr).toString('latin1'),
      exit: result.end.kind === 'exit' ? result.end.status : null,
    };
  } catch (error) {
    if (error instanceof Fault && error.code === 'connection-failed') return null;
    throw error;
  }
}

/** The end of what a host said, as one line: old tools say at the end what went wrong. */
export function lastWords(said: string): string {
  const line = said.trim().replaceAll(/\s*\r?\n\s*/gu, ' / ');
  return line.length > 200 ? `…${line.slice(-200)}` : line;
}
