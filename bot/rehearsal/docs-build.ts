import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

import { z } from 'zod';

/** Somebody is asked to end, then made to; what cannot be ended is left, since nothing waits for it. */
const PATIENCE_MS = { asked: 3000, killed: 1000 };

/** What `docs-site/whole.ts` says, a line each. */
const said = z.discriminatedUnion('at', [
  z.strictObject({ at: z.literal('building') }),
  z.strictObject({ at: z.literal('ready'), folder: z.string().min(1), settled: z.boolean() }),
]);
/** A whole site. `settled`: its sources did not change while it was built. */
export type BuiltDocs = Extract<z.infer<typeof said>, { at: 'ready' }>;

export type DocsBuild = {
  /** As soon as it is known whether there is anything to wait for. */
  readonly begun: Promise<BuiltDocs | 'building' | 'failed'>;
  readonly ended: Promise<BuiltDocs | 'failed'>;
  /** Ends it with everything it started. */
  stop(): Promise<void>;
};

/**
 * Finds the documentation of what the sources of a checkout are now, and builds it where nobody has, behind everything else
 * that this machine does and after any other build of it. What that says goes to `log`.
 */
export function buildDocs(checkout: string, log: string, patienceMs = PATIENCE_MS): DocsBuild {
  const words = openSync(log, 'w', 0o600);
  const child = spawn(process.execPath, [join(checkout, 'docs-site/whole.ts')], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', words],
    // Links of a rehearsal lead here, wherever the documentation is published.
    env: withoutAddress(process.env),
    // A group of its own: the program, the generator and the bundler end together.
    detached: true,
  });
  closeSync(words);
  if (child.pid !== undefined) behind(child.pid);
  const { promise: begun, resolve: begin } = Promise.withResolvers<BuiltDocs | 'building' | 'failed'>();
  let site: BuiltDocs | 'failed' = 'failed';
  if (child.stdout !== null)
    createInterface({ input: child.stdout }).on('line', (line) => {
      const heard = read(line);
      if (heard?.at === 'ready') site = heard;
      if (heard !== null) begin(heard.at === 'ready' ? heard : 'building');
    });
  const ended = new Promise<BuiltDocs | 'failed'>((resolve) => {
    child.once('error', () => resolve('failed'));
    // Not at `exit`: its last line may still be on the way.
    child.once('close', (code) => resolve(code === 0 ? site : 'failed'));
  });
  void ended.then(begin);
  return {
    begun,
    ended,
    async stop() {
      endGroup(child, 'SIGTERM');
      if (await isGone(child, patienceMs.asked)) return;
      endGroup(child, 'SIGKILL');
      await isGone(child, patienceMs.killed);
    },
  };
}

function read(line: string): z.infer<typeof said> | null {
  try {
    return said.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

const withoutAddress = ({ WATARI_DOCS_URL: _published, ...rest }: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  rest;

/** Somebody is rehearsing meanwhile. */
function behind(pid: number): void {
  try {
    setPriority(pid, 10);
  } catch {
    // It is over already.
  }
}

/** Whether nobody of the group is left. A process that its parent never asks about is listed for ever: so not without end. */
async function isGone(child: ChildProcess, patienceMs: number): Promise<boolean> {
  for (const deadline = Date.now() + patienceMs; endGroup(child, 0);) {
    if (Date.now() > deadline) return false;
    // oxlint-disable-next-line no-await-in-loop -- nothing tells when the last of a group ends
    await delay(20);
  }
  return true;
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
