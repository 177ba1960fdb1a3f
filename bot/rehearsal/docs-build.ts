import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, rmSync, statSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** What pages are made of: runbooks, the site, and the programs that the reference describes. */
const SOURCES = ['runbooks', 'docs-site', 'core', 'bot'];
/** What building leaves in `docs-site/`. */
const MADE = ['node_modules', 'build', '.gen', '.docusaurus'];
/** The first page of each language: a build that was interrupted lacks the later one. */
const FIRST_PAGES = ['index.html', 'ja/index.html'];

/** Where `npm run docs:build` of a checkout puts the pages. */
export const builtDocs = (checkout: string): string => join(checkout, 'docs-site/build');

/** Whether the pages are there, in both languages. */
export const isDocsThere = (checkout: string): boolean =>
  firstPages(checkout).every((page) => existsSync(page));

/** Whether they are, and newer than everything they are made of. */
export function isDocsFresh(checkout: string): boolean {
  if (!isDocsThere(checkout)) return false;
  return Math.min(...firstPages(checkout).map(changedAt)) >= newestSource(checkout);
}

const firstPages = (checkout: string): string[] => FIRST_PAGES.map((page) => join(builtDocs(checkout), page));

/** When a source last changed, in milliseconds since 1970. */
export const newestSource = (checkout: string): number =>
  Math.max(0, ...SOURCES.map((folder) => newestIn(join(checkout, folder))));

function newestIn(folder: string): number {
  if (!existsSync(folder)) return 0;
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !MADE.includes(name));
  const times = entries.map((entry) => {
    const path = join(folder, entry.name);
    // Folders count as well: a file that was taken away leaves its trace there alone.
    return Math.max(changedAt(path), entry.isDirectory() ? newestIn(path) : 0);
  });
  return Math.max(0, ...times);
}

/** Somebody may be writing: what an editor leaves for a moment may be gone again, or a link to nothing. */
const changedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

export type DocsBuild = {
  readonly ended: Promise<'built' | 'failed'>;
  /** Ends it with everything it started, and removes what it left half done. */
  stop(): Promise<void>;
};

/** Runs `npm run docs:build` behind everything else that this machine does. What it says goes to `log`. */
export function buildDocs(checkout: string, log: string): DocsBuild {
  const said = openSync(log, 'w', 0o600);
  const child = spawn('npm', ['run', '--silent', 'docs:build'], {
    cwd: checkout,
    stdio: ['ignore', said, said],
    // Links of a rehearsal lead here, wherever the documentation is published.
    env: withoutAddress(process.env),
    // A group of its own: npm, the generator and the bundler end together.
    detached: true,
  });
  closeSync(said);
  if (child.pid !== undefined) behind(child.pid);
  const ended = new Promise<'built' | 'failed'>((resolve) => {
    child.once('error', () => resolve('failed'));
    child.once('exit', (code) => resolve(code === 0 ? 'built' : 'failed'));
  });
  return {
    ended,
    async stop() {
      if (!isRunning(child)) return;
      endGroup(child, 'SIGTERM');
      const force = setTimeout(() => endGroup(child, 'SIGKILL'), 3000);
      await ended;
      // npm may be gone before what it started: nothing must be written any more when the rest is removed.
      while (endGroup(child, 0)) await delay(20);
      clearTimeout(force);
      rmSync(builtDocs(checkout), { recursive: true, force: true });
    },
  };
}

const withoutAddress = ({ WATARI_DOCS_URL: _published, ...rest }: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  rest;

const isRunning = ({ pid, exitCode, signalCode }: ChildProcess): boolean =>
  pid !== undefined && exitCode === null && signalCode === null;

/** Somebody is rehearsing meanwhile. */
function behind(pid: number): void {
  try {
    setPriority(pid, 10);
  } catch {
    // It is over already.
  }
}

/** Signals all that it started; 0 only looks. False once nobody is left. */
function endGroup({ pid }: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' | 0): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}
