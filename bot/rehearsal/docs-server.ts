import { createReadStream, type Stats } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { buildingPage, failedPage, isJapanese, missingPage } from './docs-pages.ts';

/** How things stand with the documentation: it can be read, it is being built, or its build failed (`log`: what it said). */
export type DocsState =
  | { readonly at: 'ready'; readonly folder: string }
  | { readonly at: 'building' }
  | { readonly at: 'failed'; readonly log: string };

export type DocsServer = { readonly url: string; close(): Promise<void> };

/**
 * Serves folders of static pages on loopback alone, on a port of its own, or says why there is nothing to read yet. Pages
 * that were built for a folder of a web server are served below a folder of that name, since that is what their links say.
 */
export async function serveDocs(state: () => DocsState): Promise<DocsServer> {
  const first = state();
  // What is being built will stand at the top.
  const base = first.at === 'ready' ? await baseOf(first.folder) : '/';
  const server = createServer((asked, answer) => {
    serve({ base, state: state() }, asked, answer).catch(() => {
      if (!answer.headersSent) answer.writeHead(500);
      answer.end();
    });
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : 0);
    });
  });
  return {
    url: `http://127.0.0.1:${port}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** `/`, or `/watari/` of pages that were built to stand there: where the front page looks for its script. */
async function baseOf(folder: string): Promise<string> {
  const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => '');
  return /\ssrc="?((?:\/[\w.~-]+)*\/)assets\/js\//u.exec(page)?.[1] ?? '/';
}

type Served = { readonly base: string; readonly state: DocsState };

async function serve({ base, state }: Served, asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  if (asked.method !== 'GET' && asked.method !== 'HEAD')
    return void answer.writeHead(405, { allow: 'GET, HEAD' }).end();
  const url = asked.url ?? '/';
  if (!url.startsWith(base)) return void answer.writeHead(302, { location: base }).end();
  const wanted = pathOf(url.slice(base.length - 1));
  if (wanted === null) return void answer.writeHead(400).end();
  const { parts, endsInSlash, query } = wanted;
  const path = `/${parts.join('/')}`;
  if (state.at === 'building') return html(asked, answer, 503, buildingPage(path), { 'retry-after': '3' });
  if (state.at === 'failed') return html(asked, answer, 500, failedPage(path, state.log));
  const { folder } = state;
  const found = await within(folder, parts);
  if (found?.stats.isFile() === true && !endsInSlash) return file(asked, answer, 200, found);
  if (found?.stats.isDirectory() === true) {
    const index = await within(folder, [...parts, 'index.html']);
    if (index?.stats.isFile() === true) {
      if (endsInSlash || parts.length === 0) return file(asked, answer, 200, index);
      // Links inside a page are relative to its folder.
      const location = `${base}${parts.map(encodeURIComponent).join('/')}/${query}`;
      return void answer.writeHead(302, { location }).end();
    }
  }
  const missing = await within(folder, isJapanese(path) ? ['ja', '404.html'] : ['404.html']);
  if (missing?.stats.isFile() === true) return file(asked, answer, 404, missing);
  return html(asked, answer, 404, missingPage(path));
}

/** The parts of a path as they were meant; null for what no browser asks: broken escapes, or parts that would lead elsewhere. */
function pathOf(url: string): { parts: string[]; endsInSlash: boolean; query: string } | null {
  const [path = '', ...rest] = url.split('?');
  try {
    const parts = path
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent);
    if (parts.some((part) => part === '..' || part === '.' || /[/\\\0]/u.test(part))) return null;
    return { parts, endsInSlash: path.endsWith('/'), query: rest.length === 0 ? '' : `?${rest.join('?')}` };
  } catch {
    return null;
  }
}

type Found = { readonly path: string; readonly stats: Stats };

/** What stands there, unless a link leads out of the folder. */
async function within(folder: string, parts: readonly string[]): Promise<Found | null> {
  try {
    const [base, path] = await Promise.all([realpath(folder), realpath(join(folder, ...parts))]);
    if (path !== base && !path.startsWith(`${base}${sep}`)) return null;
    return { path, stats: await stat(path) };
  } catch {
    return null;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

async function file(
  asked: IncomingMessage,
  answer: ServerResponse,
  status: number,
  { path, stats }: Found,
): Promise<void> {
  const etag = `"${stats.size.toString(16)}-${Math.trunc(stats.mtimeMs).toString(16)}"`;
  const headers = {
    'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
    'x-content-type-options': 'nosniff',
    // A page that was built anew is seen at the next click.
    'cache-control': 'no-cache',
    etag,
  };
  if (status === 200 && asked.headers['if-none-match'] === etag)
    return void answer.writeHead(304, headers).end();
  answer.writeHead(status, { ...headers, 'content-length': stats.size });
  if (asked.method === 'HEAD') return void answer.end();
  // Whoever left before the end is no reason to say anything.
  await pipeline(createReadStream(path), answer).catch(() => undefined);
}

function html(
  { method }: IncomingMessage,
  answer: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = Buffer.from(text);
  answer.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': body.length,
    'cache-control': 'no-store',
    ...headers,
  });
  answer.end(method === 'HEAD' ? undefined : body);
}
