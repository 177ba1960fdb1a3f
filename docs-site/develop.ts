// Serves the documentation while somebody writes it: generates anew, drafts and all, whenever a source changes, and lets Docusaurus
// see what came of it. Arguments are Docusaurus' own (`--port`, `--locale ja`: its development server knows one language at a time).
import { spawn, spawnSync } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';

import { sourcesOf } from './generator/sources.ts';

const root = join(import.meta.dirname, '..');
/** An editor writes a file in several goes. */
const SETTLE_MS = 150;

const generate = (): void => {
  spawnSync(process.execPath, [join(root, 'docs-site/generate.ts'), '--drafts'], { stdio: 'inherit' });
};

generate();
let pending: NodeJS.Timeout | undefined;
for (const { folder, whole } of sourcesOf(root, process.env['WATARI_RUNBOOKS']))
  watch(folder, { recursive: whole }, (_event, name) => {
    if (!whole && name?.endsWith('.ts') !== true) return;
    clearTimeout(pending);
    pending = setTimeout(generate, SETTLE_MS);
  });
const server = spawn('docusaurus', ['start', ...process.argv.slice(2)], {
  cwd: import.meta.dirname,
  stdio: 'inherit',
});
server.once('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.kill(signal));
