import { randomBytes } from 'node:crypto';

import { runErrand } from '../errand.ts';
import { lineAfter } from './answer.ts';
import type { Met } from './spool.ts';
import { envText, launchText } from './wrapper.ts';

export type JobToLaunch = {
  /** Its name on the host. */
  readonly name: string;
  readonly script: Uint8Array;
  /** Shell text that assigns the secrets, or null. */
  readonly env: Uint8Array | null;
  /** Keep the session until the job is over: one round trip for a short job. */
  readonly wait: boolean;
};

/** `cut`: the upload was measured short (a full disk, say), and nothing ran by this launch. */
export type Launched =
  | {
      readonly kind: 'done';
      readonly exits: readonly number[];
      readonly stdout: Uint8Array;
      readonly stderr: Uint8Array;
    }
  | { readonly kind: 'going' }
  | { readonly kind: 'cut'; readonly saw: string }
  | { readonly kind: 'spool-gone' }
  /** The channel ended before it said anything: look the job up. */
  | { readonly kind: 'unheard' };

/**
 * Starts a job, or finds that it was started before: of any number of launches with one name, one runs.
 * @throws Fault connection-failed
 */
export async function launchJob(met: Met, job: JobToLaunch): Promise<Launched> {
  const { connection, root, shell, boot } = met;
  const spool = met.spools[0] ?? '';
  const env = job.env === null ? 'none' : `env.${randomBytes(6).toString('hex')}`;
  if (job.env !== null) {
    const uploaded = await runErrand(connection, envText(shell, root, job.name, env, job.env.length), {
      stdin: job.env,
    });
    if (uploaded.end.kind !== 'exit') return { kind: 'unheard' };
    if (lineAfter(uploaded.stdout, `watari ${job.name} env`) === null)
      return { kind: 'cut', saw: text(uploaded.stderr) };
  }
  const command = launchText({
    shell,
    root,
    name: job.name,
    spool,
    boot,
    bytes: job.script.length,
    env,
    script: `cmd.${randomBytes(4).toString('hex')}`,
    wait: job.wait,
  });
  const result = await connection.exec(command, { stdin: job.script });
  const said = lineAfter(result.stdout, `watari ${job.name} `);
  const [word, ...numbers] = said?.rest.split(' ') ?? [];
  if (said === null || result.end.kind !== 'exit') return { kind: 'unheard' };
  if (word === 'spool') return { kind: 'spool-gone' };
  if (word === 'cut') return { kind: 'cut', saw: text(result.stderr) };
  if (word !== 'done') return { kind: 'going' };
  const stderr = lineAfter(result.stderr, `watari ${job.name}`)?.after ?? new Uint8Array();
  return {
    kind: 'done',
    exits: exitsOf(numbers[0]?.split('=').at(-1), numbers.slice(1)),
    stdout: said.after,
    stderr,
  };
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1').trim();

/** Exit status of every part of a pipeline, or of the one command. */
export function exitsOf(exit: string | undefined, parts: readonly string[]): readonly number[] {
  const numbers = parts.filter((part) => /^\d+$/u.test(part)).map(Number);
  return (numbers.length > 0 ? numbers : [Number.parseInt(exit ?? '255', 10)]).map(asOfOld);
}

/** A command ended by signal N is 128 + N to most shells, 256 + N to ksh93 (Solaris 11's /bin/sh), 384 + N to yash. */
const asOfOld = (status: number): number => (status > 256 ? 128 + (status % 128) : status);
