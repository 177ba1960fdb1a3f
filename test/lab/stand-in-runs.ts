import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Arguments of every run of a stand-in, oldest first. */
export function runsOf(lab: string, host: string, standIn: string): readonly string[] {
  const file = join(lab, 'hosts', host, 'state/runs', standIn);
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
}

/** How often each line is there. */
export function counted(lines: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const line of lines) counts[line] = (counts[line] ?? 0) + 1;
  return counts;
}
