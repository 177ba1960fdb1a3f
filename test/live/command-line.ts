import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

export type Ended = { readonly exit: number | null; readonly out: string; readonly err: string };

/** The real command line, each time in a process of its own, on a data folder of its own. */
export class CommandLine {
  readonly data = mkdtempSync(join(tmpdir(), 'watari-command-'));
  readonly site = join(this.data, 'site');

  constructor() {
    mkdirSync(this.site);
  }

  /** Writes a file of the site's folder. */
  write(name: string, text: string): void {
    writeFileSync(join(this.site, name), text);
  }

  run(...args: readonly string[]): Promise<Ended> {
    return this.runWith({}, ...args);
  }

  /** Below another program, which has options of its own: `setpriv`, say. */
  runUnder(program: readonly string[], ...args: readonly string[]): Promise<Ended> {
    return this.#start(program, {}, args);
  }

  runWith(environment: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ended> {
    return this.#start([], environment, args);
  }

  #start(
    under: readonly string[],
    environment: Readonly<Record<string, string>>,
    args: readonly string[],
  ): Promise<Ended> {
    const { SUDO_USER: _behind, WATARI_SITE: _site, ...inherited } = process.env;
    const [program = '', ...words] = [
      ...under,
      process.execPath,
      join(ROOT, 'bot/terminal/main.ts'),
      ...args,
    ];
    const child = spawn(program, words, {
      cwd: ROOT,
      env: { ...inherited, WATARI_DATA: this.data, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (exit) =>
        resolve({ exit, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
      );
    });
  }

  remove(): void {
    rmSync(this.data, { recursive: true });
  }
}
