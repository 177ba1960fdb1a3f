import { type BuildStep, buildSite, type KeptSite, keptSite } from './kept.ts';
import { takeTurn } from './turn.ts';

/** What is said, a line each: that readers have to wait, and where the site stands. */
export type WholeLine = { readonly at: 'building' } | ({ readonly at: 'ready' } & KeptSite);

const say = (line: WholeLine): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

/** The exit status: 0 once there is a whole site, 1 if it could not be built or we were told to end. */
export async function sayWhereWhole(
  root: string,
  stepsInto: (folder: string) => readonly BuildStep[],
): Promise<0 | 1> {
  const there = keptSite(root);
  if (there !== null) {
    say({ at: 'ready', ...there });
    return 0;
  }
  say({ at: 'building' });
  const stop = new AbortController();
  // What it has started is told as well, and ends: then it removes what that left half done.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const site = await built(root, stepsInto, stop.signal).catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
    return null;
  });
  if (site === null) return 1;
  say({ at: 'ready', ...site });
  return 0;
}

async function built(
  root: string,
  stepsInto: (folder: string) => readonly BuildStep[],
  signal: AbortSignal,
): Promise<KeptSite | null> {
  await takeTurn(root, (line) => console.error(line), signal);
  // Whoever had the turn before may have built the same.
  return keptSite(root) ?? buildSite(root, stepsInto);
}
