import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../..');

/** A rehearsal workspace as `npm start` opens it without tokens. */
export type StartedWorkspace = {
  readonly child: ChildProcess;
  readonly slackUrl: string;
  readonly docsUrl: string;
  /** What it said until it was connected. */
  readonly said: string;
};

/** Resolves once its bot is connected. `docs`: a folder of pages that stands in for the built documentation. @throws Error with its words if it ends */
export async function startWorkspace(data: string, docs: string): Promise<StartedWorkspace> {
  const child = spawn(process.execPath, ['bot/main.ts'], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], WATARI_DATA: data, WATARI_DOCS: docs },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const line of createInterface({ input: child.stdout })) {
    said += `${line}\n`;
    if (line.includes('connected to Slack'))
      return { child, slackUrl: address('Slack', said), docsUrl: address('Docs', said), said };
  }
  throw new Error(`npm start ended: ${said}`);
}

const address = (what: string, said: string): string =>
  new RegExp(`^ *${what} +(http://127\\.0\\.0\\.1:\\d+/)`, 'mu').exec(said)?.[1] ?? '';

export const stopWorkspace = ({ child }: StartedWorkspace): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
    return undefined;
  });
