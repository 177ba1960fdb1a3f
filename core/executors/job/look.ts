import { Fault } from '../../errors.ts';
import { runErrand } from '../errand.ts';
import { lookText } from './errands.ts';
import { exitsOf } from './launch.ts';
import { type Process, readProcesses } from './process.ts';
import type { Met } from './spool.ts';

export type JobState =
  | { readonly kind: 'not-started' }
  /** A tombstone holds its place: it never can begin. */
  | { readonly kind: 'abandoned' }
  /** `go` was won, and whoever won it died, or could not write, before the command began. */
  | { readonly kind: 'never-began' }
  /** `why`: it was told to end, and for what reason. */
  | { readonly kind: 'done'; readonly exits: readonly number[]; readonly why: string | null }
  | {
      readonly kind: 'alive';
      /** The wrapper's process; without it nobody will note how the command ends. */
      readonly wrapper: number | null;
      readonly group: number | null;
      /** Since its start, by the host's own clock; null if that cannot be said. */
      readonly seconds: number | null;
      /** Living processes of its group. */
      readonly members: readonly number[];
      /** It was told to end, and its end is noted; what it had started has not heard. */
      readonly ending?: true;
    }
  | { readonly kind: 'lost'; readonly reason: 'host-restarted' | 'job-vanished' };

/** What is found of a job. Sizes are bytes; `asked` counts prompts seen and answered, `unseen`: it waits for something else. */
export type Found = {
  readonly state: JobState;
  readonly out: number;
  readonly err: number;
  readonly asked: number;
  readonly unseen: boolean;
};

/**
 * Looks jobs up by their names on the host; null if the spool is not the one that was met.
 * @throws Fault connection-failed
 */
export async function lookUp(met: Met, names: readonly string[]): Promise<ReadonlyMap<string, Found> | null> {
  const { connection, shell, root } = met;
  const result = await runErrand(connection, lookText(shell, root, met.spools[0] ?? '', names));
  const lines = Buffer.from(result.stdout).toString('latin1').split('\n');
  if (!lines.includes('watari end'))
    throw new Fault('connection-failed', `Looking for jobs on ${connection.host}`, 'the connection dropped');
  if (!lines.includes('watari spool')) return null;
  const { processes, works } = readProcesses(lines, `: ${root}/;`);
  const facts = factsByJob(lines);
  return new Map(
    [...facts].map(([name, ofJob]) => {
      const number = (key: string): number => Number.parseInt(ofJob.get(key) ?? '0', 10);
      const listed = works ? processes : null;
      return [
        name,
        {
          state: judgeJob(ofJob, `${root}/${name}/`, listed, met.boot),
          out: number('size-out'),
          err: number('size-err'),
          asked: number('asked'),
          unseen: ofJob.has('unseen'),
        },
      ];
    }),
  );
}

function factsByJob(lines: readonly string[]): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const jobs = new Map<string, Map<string, string>>();
  let facts = new Map<string, string>();
  for (const line of lines) {
    const [, key, value] = /^watari (\S+) ?(.*)$/u.exec(line) ?? [];
    if (key === 'job') jobs.set(value ?? '', (facts = new Map<string, string>()));
    else if (key !== undefined) facts.set(key, value ?? '');
  }
  return jobs;
}

/** `processes` were listed before the files were looked at; null where ps does not do what it is asked. */
function judgeJob(
  facts: ReadonlyMap<string, string>,
  path: string,
  processes: readonly Process[] | null,
  boot: string,
): JobState {
  const named = [...facts.keys()].find((key) => key.startsWith(`${path}exit=`));
  const exit = named?.slice(`${path}exit=`.length);
  const [wrapper, group, bootThen] = facts.get('pid')?.split(' ') ?? [];
  if (exit !== undefined) {
    const why = facts.get('why') ?? null;
    // The shell dies of the signal at once; a program that heard it may still be at it, and must not meet its successor.
    const left = why === null || bootThen !== boot ? [] : leftBehind(processes, path, wrapper, group);
    return left.length === 0
      ? { kind: 'done', exits: exitsOf(exit, (facts.get('parts') ?? '').split(' ')), why }
      : { kind: 'alive', wrapper: null, group: Number(group), seconds: null, members: left, ending: true };
  }
  if (facts.has(`${path}gone`)) return { kind: 'abandoned' };
  if (facts.has(`${path}never`)) return { kind: 'never-began' };
  if (!facts.has('go')) return { kind: 'not-started' };
  if (wrapper === undefined || group === undefined) return beforeThePid(path, processes);
  if (bootThen !== undefined && bootThen !== boot) return { kind: 'lost', reason: 'host-restarted' };
  const seen = processes ?? (facts.has('zero') ? [standIn(Number(wrapper), Number(group), path)] : []);
  return inItsGroup(seen, path, Number(wrapper), Number(group));
}

/** The pid is noted before the command begins: nobody there and no pid means that it never began. */
function beforeThePid(path: string, processes: readonly Process[] | null): JobState {
  const starting = processes === null || processes.some((process) => process.args.includes(path));
  if (!starting) return { kind: 'never-began' };
  return { kind: 'alive', wrapper: null, group: null, seconds: null, members: [] };
}

/** What lives in a job's group besides our own two shells. */
function leftBehind(
  processes: readonly Process[] | null,
  path: string,
  wrapper: string | undefined,
  group: string | undefined,
): readonly number[] {
  const found = inItsGroup(processes ?? [], path, Number(wrapper), Number(group));
  const ours = [Number(wrapper), Number(group)];
  return found.kind === 'alive' ? found.members.filter((member) => !ours.includes(member)) : [];
}

const standIn = (pid: number, group: number, args: string): Process => ({ pid, group, seconds: null, args });

/** A pid is trusted only if its arguments name this job; a group only if its leader is not somebody else. */
function inItsGroup(processes: readonly Process[], path: string, wrapper: number, group: number): JobState {
  const leader = processes.find((process) => process.pid === group);
  const ours = leader === undefined || leader.args.includes(path);
  const members = ours ? processes.filter((process) => process.group === group) : [];
  const found = processes.find((process) => process.pid === wrapper && process.args.includes(path));
  if (found === undefined && members.length === 0) return { kind: 'lost', reason: 'job-vanished' };
  return {
    kind: 'alive',
    wrapper: found?.pid ?? null,
    group,
    seconds: found?.seconds ?? null,
    members: members.map((process) => process.pid),
  };
}
