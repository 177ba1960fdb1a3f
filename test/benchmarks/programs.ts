import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a program is found on the PATH; null if it is not installed. */
export function programOnPath(name: string): string | null {
  for (const folder of [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin']) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/** Runs a program to its end and says how many milliseconds that took. @throws Error if it does not end with 0 */
export function timed(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    child.once('error', reject);
    // `exit`, not `close`: a ControlMaster that it leaves behind keeps the pipes open.
    child.once('exit', (status) => {
      const tookMs = performance.now() - began;
      child.stdout.destroy();
      child.stderr.destroy();
      if (status === 0) resolve(tookMs);
      else reject(new Error(`${program} ended with ${status}: ${Buffer.concat(said).toString()}`));
    });
  });
}
