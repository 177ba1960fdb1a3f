/** One line of `ps -e -o pid -o ppid -o pgid -o s -o etime -o args`, zombies left out: they count as alive for `kill -0`. */
export type Process = {
  readonly pid: number;
  readonly group: number;
  readonly seconds: number | null;
  readonly args: string;
};

const LINE = /^\s*(\d+)\s+\d+\s+(\d+)\s+(\S)\s+(\S+)\s+(.*)$/u;

/** `works`: ps lists at all what is asked of it; it must list the very shell that asks, known by `marker`. */
export function readProcesses(
  lines: readonly string[],
  marker: string,
): { readonly processes: readonly Process[]; readonly works: boolean } {
  const processes: Process[] = [];
  for (const line of lines) {
    const [, pid, group, state, time, args] = LINE.exec(line) ?? [];
    if (pid === undefined || args === undefined || state === 'Z') continue;
    processes.push({ pid: Number(pid), group: Number(group), seconds: secondsOf(time ?? ''), args });
  }
  return { processes, works: processes.some((process) => process.args.includes(marker)) };
}

/** `[[days-]hours:]minutes:seconds` */
function secondsOf(time: string): number | null {
  const [, days, hours, minutes, seconds] = /^(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+)$/u.exec(time) ?? [];
  if (seconds === undefined) return null;
  return ((Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes)) * 60 + Number(seconds);
}
