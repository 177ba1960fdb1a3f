import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '../..');

/** Writes pages in both languages, then takes until it is told how to end: `go` or `fail`. Its pids are kept in `begun`. */
const BUILD = `
const { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const [folder] = process.argv.slice(2);
const source = readFileSync('../runbooks/a/b.yaml', 'utf8');
const page = (folder, language) => {
  mkdirSync(folder + '/runbooks/a/b', { recursive: true });
  writeFileSync(folder + '/index.html', 'front');
  writeFileSync(folder + '/runbooks/a/b/index.html', '<!doctype html><html lang=' + language + '>' + source + '<div style="height:200vh"></div><h2 id=step>Step</h2><div style="height:200vh"></div>');
};
page(folder, 'en');
page(folder + '/ja', 'ja');
appendFileSync('../begun', process.pid + ' ' + process.ppid + '\\n');
const look = () => {
  if (existsSync('../fail')) { console.error('content/x.en.md:3: no such page'); process.exit(1); }
  if (!existsSync('../go')) return void setTimeout(look, 20);
  writeFileSync(folder + '/last', '');
};
look();
`;

/** A checkout with one runbook, whose documentation is built by a program of ours. */
export class DocsCheckout {
  readonly #folder = mkdtempSync(join(tmpdir(), 'watari-build-'));
  readonly path = join(this.#folder, 'checkout');
  readonly data = join(this.#folder, 'data');
  readonly built = join(this.path, 'docs-site/.built');

  constructor() {
    for (const made of [join(this.path, 'runbooks/a'), join(this.path, 'docs-site'), this.data])
      mkdirSync(made, { recursive: true });
    this.write('runbooks/a/b.yaml', 'first');
    this.write('build.cjs', BUILD);
    this.buildBy([process.execPath, join(this.path, 'build.cjs')]);
  }

  /** The program of the checkout is the real one, with other steps. Each gets the folder behind its arguments. */
  buildBy(...steps: readonly (readonly string[])[]): void {
    const real = pathToFileURL(join(root, 'docs-site/whole/say-where.ts')).href;
    const made = steps.map((step) => `[${step.map((word) => JSON.stringify(word)).join(', ')}, folder]`);
    this.write(
      'docs-site/whole.ts',
      `import { sayWhereWhole } from '${real}';
process.exitCode = await sayWhereWhole(${JSON.stringify(this.path)}, (folder: string) => [${made.join(', ')}]);
`,
    );
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.path, file), text);
  }

  tell(word: 'go' | 'fail'): void {
    this.write(word, '');
  }

  untell(word: 'go' | 'fail'): void {
    rmSync(join(this.path, word));
  }

  /** Builds that have begun: the process that writes pages, and the one that started it. */
  begun(): readonly { readonly pid: number; readonly parent: number }[] {
    const file = join(this.path, 'begun');
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    return lines.map((line) => line.split(' ').map(Number)).map(([pid = 0, parent = 0]) => ({ pid, parent }));
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}

/** Polls until it holds. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 30_000; !holds(); await delay(20))
    if (Date.now() > deadline) throw new Error(`it never came: ${what}`);
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
