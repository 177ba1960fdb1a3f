// Serves the documentation while somebody writes it: generates anew, drafts and all, whenever a source changes, and lets Docusaurus
// see what came of it. Arguments are Docusaurus' own (`--port`, `--locale ja`: its development server knows one language at a time).
import { spawn, spawnSync } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const SOURCES = [
  'runbooks',
  'docs-site/content',
  'docs-site/generator',
  'docs-site/page',
  'docs-site/glossary.ts',
];
/** An editor writes a file in several goes. */
const SETTLE_MS = 150;

const generate = (): void => {
  spawnSync(process.execPath, [join(root, 'docs-site/generate.ts'), '--drafts'], { stdio: 'inherit' });
};

generate();
let pending: NodeJS.Timeout | undefined;
for (const source of SOURCES)
  watch(join(root, source), { recursive: true }, () => {
    clearTimeout(pending);
    pending = setTimeout(generate, SETTLE_MS);
  });
const server = spawn('docusaurus', ['start', ...process.argv.slice(2)], {
  cwd: import.meta.dirname,
  stdio: 'inherit',
});
server.once('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.kill(signal));
