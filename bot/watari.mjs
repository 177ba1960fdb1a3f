#!/usr/bin/env node
// Plain JavaScript that an old Node can parse: hands over to a Node that strips types and has SQLite without a warning.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const entry = new URL('./terminal/main.ts', import.meta.url);
if (major > 24 || (major === 24 && minor >= 15)) await import(entry.href);
else handOver(fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url)));

function handOver(node) {
  if (!existsSync(node)) {
    console.error(
      `Starting watari: Node.js 24.15 or newer is needed, and this is ${process.version}. Run npm ci in the product's folder, or install Node.js 24.`,
    );
    console.error(
      `watari には Node.js 24.15 以降が必要です（現在は ${process.version}）。製品のフォルダで npm ci を実行するか、Node.js 24 をインストールしてください。`,
    );
    process.exit(3);
  }
  const child = spawn(node, [fileURLToPath(entry), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code) => {
    process.exitCode = code ?? 3;
  });
}
