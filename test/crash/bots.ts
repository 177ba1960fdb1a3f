import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { z } from 'zod';

import type { Task } from './crashing-bot.ts';

const counts = z.record(z.string(), z.int());
const ENTRY = join(import.meta.dirname, 'crashing-bot.ts');

/** A bot in a process of its own. */
export class Bot {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  /** Everything it wrote to its standard error: its log. */
  log = '';
  /** How it ended: a signal's name, or an exit status. */
  readonly ended: Promise<string>;
  hasEnded = false;

  constructor() {
    this.#child = spawn(process.execPath, [ENTRY], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.stdin?.on('error', () => undefined);
    this.#child.stderr?.on('data', (chunk: Buffer) => (this.log += chunk.toString()));
    if (this.#child.stdout === null) throw new Error('no output');
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    this.ended = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => {
        this.hasEnded = true;
        resolve(signal ?? String(code));
      });
    });
  }

  async #next(): Promise<string> {
    const line = await this.#lines.next();
    if (line.done === true) throw new Error(`the bot ended: ${this.log}`);
    return line.value;
  }

  async begin(task: Task): Promise<void> {
    await this.#next();
    this.#child.stdin?.write(`${JSON.stringify(task)}\n`);
  }

  /** Calls so far, by port. */
  async counts(): Promise<Readonly<Record<string, number>>> {
    this.#child.stdin?.write('counts\n');
    return counts.parse(JSON.parse(await this.#next()));
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}

/** Bots, the next one loaded already while one works. */
export class Bots implements AsyncDisposable {
  readonly #all = new Set<Bot>();
  #spare: Bot;

  constructor() {
    this.#spare = this.#load();
  }

  #load(): Bot {
    const bot = new Bot();
    this.#all.add(bot);
    void bot.ended.then(() => this.#all.delete(bot));
    return bot;
  }

  async begin(task: Task): Promise<Bot> {
    const bot = this.#spare;
    this.#spare = this.#load();
    await bot.begin(task);
    return bot;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#all].map((bot) => bot.kill()));
  }
}
