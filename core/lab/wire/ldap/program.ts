import { parseArgs } from 'node:util';

import { InvalidFilter } from './filter.ts';
import { DirectoryAnswer } from './ldapjs.ts';
import { InvalidLdif } from './ldif.ts';
import { Session } from './session.ts';

/** What the LDAP C API calls a wrong parameter. */
const PARAM_ERROR = 89;

export type ProgramOptions = {
  /** One letter each. */
  readonly valued: readonly string[];
  readonly flags: readonly string[];
  readonly usage: string;
};
export type Program = {
  readonly value: (letter: string) => string | undefined;
  readonly flag: (letter: string) => boolean;
  readonly rest: readonly string[];
  readonly session: Session;
};

/**
 * Reads the arguments, connects (`-h` host, `-p` port, `-D` and `-w` to bind), runs, and sets the exit status to the
 * LDAP result code. `-h` is the host, as Netscape's tools have it.
 */
export async function runProgram(
  options: ProgramOptions,
  run: (program: Program) => Promise<number>,
): Promise<void> {
  let session: Session | null = null;
  try {
    const { values, positionals } = parsed(options);
    const text = (letter: string): string | undefined => {
      const value = values.get(letter);
      return typeof value === 'string' ? value : undefined;
    };
    session = await Session.open({
      host: text('h') ?? '127.0.0.1',
      port: Number(text('p') ?? 389),
      bindDn: text('D') ?? '',
      password: text('w') ?? '',
    });
    process.exitCode = await run({
      value: text,
      flag: (letter) => values.get(letter) === true,
      rest: positionals,
      session,
    });
  } catch (error) {
    process.exitCode = complain(error, options.usage);
  } finally {
    session?.close();
  }
}

function parsed({ valued, flags }: ProgramOptions): {
  values: ReadonlyMap<string, unknown>;
  positionals: string[];
} {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: Object.fromEntries([
      ...['h', 'p', 'D', 'w', ...valued].map((short) => [short, { type: 'string', short }] as const),
      ...flags.map((short) => [short, { type: 'boolean', short }] as const),
    ]),
  });
  return { values: new Map(Object.entries(values)), positionals };
}

/** Writes what is wrong to standard error and answers the exit status. */
export function complain(error: unknown, usage: string): number {
  if (error instanceof DirectoryAnswer) {
    process.stderr.write(`${error.message}\n`);
    return error.code;
  }
  const ours = error instanceof InvalidLdif || error instanceof InvalidFilter;
  if (!ours && !(error instanceof TypeError && 'code' in error)) throw error;
  process.stderr.write(`${error.message}\n${ours ? '' : `${usage}\n`}`);
  return PARAM_ERROR;
}
