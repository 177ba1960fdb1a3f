import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { z } from 'zod';

import { Fault, type LabSize } from '#core/index.ts';

import { root } from '../config.ts';

const report = z.looseObject({ name: z.string(), dir: z.string(), site: z.string() });

const orderAnswer = z.looseObject({ ok: z.boolean() });

export type LabProcess = {
  readonly name: string;
  readonly dir: string;
  /** Its site folder: inventory, people, known hosts. */
  readonly site: string;
  /** One of the lab's line commands, e.g. `power-cut mail.siroe.com`; resolves once it is done. @throws Error if it could not be */
  tell(line: string): Promise<void>;
  /** The same where no is an answer. */
  ask(line: string): Promise<boolean>;
  close(): Promise<void>;
};

/** What a new lab is made from; one that is there keeps its own seed and size. */
export type LabMaking = { readonly scenario: string; readonly seed: number; readonly size: LabSize };

/** The lab as a process of its own, which ends with us: it watches its standard input. @throws Fault lab-unavailable with the lab's own words */
export async function startLabProcess(dir: string, making: LabMaking): Promise<LabProcess> {
  const { scenario, seed, size } = making;
  const words = ['--dir', dir, '--scenario', scenario, '--seed', String(seed), '--size', size];
  const child = spawn(process.execPath, [join(root, 'core/lab/main.ts'), ...words], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const lines = answersOf(child);
  const first = await lines.next();
  const { name, dir: at, site } = report.parse(JSON.parse(first));
  const order = async (line: string): Promise<{ readonly ok: boolean; readonly said: string }> => {
    child.stdin?.write(`${line}\n`);
    const said = await lines.next();
    return { ok: orderAnswer.parse(JSON.parse(said)).ok, said };
  };
  return {
    name,
    dir: at,
    site,
    async tell(line) {
      const { ok, said } = await order(line);
      if (!ok) throw new Error(`Asking the lab for "${line}": ${said}`);
    },
    ask: async (line) => (await order(line)).ok,
    close: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.stdin?.end();
        return undefined;
      }),
  };
}

/** The lab's lines, one at a time; rejects with its last words once it has ended. */
function answersOf(child: ChildProcess): { next(): Promise<string> } {
  let said = '';
  const waiting: { resolve(line: string): void; reject(error: Error): void }[] = [];
  const ready: string[] = [];
  let over: Error | null = null;
  const fail = (why: string) => {
    over = new Fault('lab-unavailable', 'Opening the lab', said.trim().slice(-1000) || why);
    for (const one of waiting.splice(0)) one.reject(over);
  };
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.once('error', (error) => fail(error.message));
  child.once('exit', (code) => fail(`it ended with ${code ?? 'a signal'}`));
  if (child.stdout !== null)
    createInterface({ input: child.stdout }).on('line', (line) => {
      const first = waiting.shift();
      if (first === undefined) ready.push(line);
      else first.resolve(line);
    });
  return {
    next: () =>
      new Promise((resolve, reject) => {
        const line = ready.shift();
        if (line !== undefined) resolve(line);
        else if (over !== null) reject(over);
        else waiting.push({ resolve, reject });
      }),
  };
}
