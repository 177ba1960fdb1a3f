import { appendFileSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { basename } from 'node:path';
import { argv, exit, stderr, stdout } from 'node:process';

const state = '/lab/state';
/** As it was called: the link's name, not the file's. */
export const calledAs = argv[1] ?? '';
export const name = basename(calledAs);

/** Says why on standard error and ends. */
export function die(reason: string, status = 1): never {
  stderr.write(`${name}: ${reason}\n`);
  return exit(status);
}

export type Options = {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly rest: readonly string[];
};

/** POSIX getopt: `spec` as there (`f:u:n`), values attached or apart. An option that is not in it ends the program with usage, 2. */
export function options(spec: string, usage: string, args: readonly string[] = argv.slice(2)): Options {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const wrong = (reason: string): never => {
    stderr.write(`${name}: ${reason}\nusage: ${usage}\n`);
    return exit(2);
  };
  let index = 0;
  for (; index < args.length; index += 1) {
    const word = args[index] ?? '';
    if (word === '--') {
      index += 1;
      break;
    }
    if (!word.startsWith('-') || word === '-') break;
    for (let at = 1; at < word.length; at += 1) {
      const letter = word[at] ?? '';
      const place = letter === ':' ? -1 : spec.indexOf(letter);
      if (place === -1) wrong(`illegal option -- ${letter}`);
      if (spec[place + 1] !== ':') {
        flags.add(letter);
        continue;
      }
      const attached = word.slice(at + 1);
      if (attached === '') index += 1;
      const value = attached === '' ? args[index] : attached;
      if (value === undefined) wrong(`option requires an argument -- ${letter}`);
      values.set(letter, value ?? '');
      break;
    }
  }
  return { flags, values, rest: args.slice(index) };
}

/** One line a run, without time and without the password, so that runs can be counted. */
function leaveMark(): void {
  const words = argv.slice(2).map((word, index, all) => (all[index - 1] === '-w' ? '***' : word));
  mkdirSync(`${state}/runs`, { recursive: true });
  appendFileSync(`${state}/runs/${name}`, `${words.join(' ').replaceAll('\n', ' ')}\n`);
}

export type Fault = { readonly kind: string; readonly value: number };

/** The fault asked for in /lab/state/faults/<name>, if any. `once` is taken by a rename, so that one of several sessions obeys it. */
function takeFault(of: string): Fault | null {
  const file = `${state}/faults/${of}`;
  try {
    const words = readFileSync(file, 'utf8').trim().split(/\s+/u);
    if (words.at(-1) === 'once') renameSync(file, `${file}.taken`);
    const value = Number(words[1]);
    return { kind: words[0] ?? '', value: Number.isFinite(value) ? value : 0 };
  } catch {
    return null;
  }
}

/** Waits without giving way to anything else. */
export function pause(ms: number): void {
  if (ms > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** Begins a stand-in: leaves its mark, obeys `exit`, `slow` and `hang`, and hands any other fault to the program. */
export function begin(faultsOf = name): Fault | null {
  // Whoever reads may stop reading (`| head`): no reason for a stack trace.
  stdout.on('error', () => exit(1));
  leaveMark();
  const fault = takeFault(faultsOf);
  if (fault?.kind === 'exit') die('simulated fault', fault.value === 0 ? 1 : fault.value);
  if (fault?.kind === 'slow') pause(fault.value);
  if (fault?.kind === 'hang') pause(2 ** 30);
  return fault;
}
