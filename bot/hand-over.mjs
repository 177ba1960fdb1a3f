// Plain JavaScript that an old Node can parse: hands over to a Node that strips types and has SQLite without a warning.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const inProduct = (path) => fileURLToPath(new URL(path, new URL('../', import.meta.url)));
const installed = inProduct('node_modules');
const node = inProduct('node_modules/.bin/node');
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

/** Runs a program of this folder with what was typed. Says what is missing instead where it cannot. */
export async function handOver(program) {
  const entry = new URL(program, import.meta.url);
  if (!existsSync(installed))
    return refuse(
      'Starting Watari: its packages are not installed yet. Run npm ci in its folder first.',
      'Watari に必要なパッケージがまだインストールされていません。先に、Watari のフォルダで npm ci を実行してください。',
    );
  // What Node has compiled is kept for the next command, and for the processes that this one starts.
  process.env.NODE_COMPILE_CACHE ??= inProduct('node_modules/.cache/watari');
  if (major > 24 || (major === 24 && minor >= 15)) {
    module.enableCompileCache();
    return void (await import(entry.href));
  }
  if (!existsSync(node))
    return refuse(
      `Starting Watari: Node.js 24.15 or newer is needed, and this is ${process.version}. Run npm ci in its folder, or install Node.js 24.`,
      `Watari には Node.js 24.15 以降が必要です（現在は ${process.version}）。Watari のフォルダで npm ci を実行するか、Node.js 24 をインストールしてください。`,
    );
  const child = spawn(node, [fileURLToPath(entry), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code) => {
    process.exitCode = code ?? 3;
  });
}

function refuse(...sentences) {
  for (const sentence of sentences) console.error(sentence);
  process.exitCode = 3;
}
