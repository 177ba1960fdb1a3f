import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type DocsServer, type DocsState, serveDocs } from '#bot/rehearsal/docs-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'watari-docs-'));
const build = join(folder, 'build');
const ready: DocsState = { at: 'ready', folder: build };
let state: DocsState = ready;
let server: DocsServer;

const FILES: Readonly<Record<string, string>> = {
  'build/index.html': '<p>front',
  'build/404.html': '<p>missing',
  'build/ja/404.html': '<p>ありません',
  'build/ja/runbooks/a/b/index.html': '<p>手順',
  'build/runbooks/a/b/index.html': '<p>steps',
  'build/runbooks/a/b.md': '# Steps',
  'build/llms.txt': 'pages',
  'build/assets/main.js': 'let a;',
  'build/assets/main.css': 'p{}',
  'build/img/logo.svg': '<svg/>',
  'build/data/run book.json': '{}',
  'secret.html': 'not for readers',
};

beforeAll(async () => {
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  symlinkSync(join(folder, 'secret.html'), join(build, 'link.html'));
  server = await serveDocs(() => state);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

type Answer = { status: number; type: string; location: string; text: string };

/** Asks for exactly this path: a browser's own tidying of `..` must not hide what the server does. */
const ask = (path: string, method = 'GET'): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const asked = request({ hostname, port, path, method }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => {
        const { 'content-type': type = '', location = '' } = answer.headers;
        resolve({ status: answer.statusCode ?? 0, type, location, text });
      });
    });
    asked.once('error', reject);
    asked.end();
  });

describe('built pages', () => {
  test.each([
    ['/', 'text/html; charset=utf-8', '<p>front'],
    ['/runbooks/a/b/', 'text/html; charset=utf-8', '<p>steps'],
    ['/runbooks/a/b/?mailHost=mail', 'text/html; charset=utf-8', '<p>steps'],
    ['/ja/runbooks/a/b/', 'text/html; charset=utf-8', '<p>手順'],
    ['/runbooks/a/b.md', 'text/markdown; charset=utf-8', '# Steps'],
    ['/llms.txt', 'text/plain; charset=utf-8', 'pages'],
    ['/assets/main.js', 'text/javascript; charset=utf-8', 'let a;'],
    ['/assets/main.css', 'text/css; charset=utf-8', 'p{}'],
    ['/img/logo.svg', 'image/svg+xml', '<svg/>'],
    ['/data/run%20book.json', 'application/json', '{}'],
  ])('are served as what they are: %s', async (path, type, text) => {
    expect(await ask(path)).toMatchObject({ status: 200, type, text });
  });

  test.each([
    ['/runbooks/a/b', '/runbooks/a/b/'],
    ['/runbooks/a/b?x=1&y=2', '/runbooks/a/b/?x=1&y=2'],
    ['//runbooks//a/b', '/runbooks/a/b/'],
  ])('without the slash lead to the page with it: %s', async (path, location) => {
    expect(await ask(path)).toMatchObject({ status: 302, location });
  });

  test('never send anybody to another machine', async () => {
    mkdirSync(join(build, 'evil.example'));
    writeFileSync(join(build, 'evil.example/index.html'), 'here');
    expect((await ask('//evil.example')).location).toBe('/evil.example/');
  });

  test.each([
    ['/nothing/', '<p>missing'],
    ['/ja/nothing/', '<p>ありません'],
    ['/ja', '<p>ありません'],
    ['/llms.txt/', '<p>missing'],
    ['/assets/', '<p>missing'],
  ])('that are not there are missed in the language that was asked for: %s', async (path, text) => {
    expect(await ask(path)).toMatchObject({ status: 404, text });
  });

  test.each([
    ['/../secret.html', 400],
    ['/runbooks/../../secret.html', 400],
    ['/%2e%2e/secret.html', 400],
    ['/..%2fsecret.html', 400],
    ['/..%5csecret.html', 400],
    ['/llms.txt%00.html', 400],
    ['/%zz', 400],
    ['/link.html', 404],
  ])('are all that is served: %s is answered %i', async (path, status) => {
    const answer = await ask(path);
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain('not for readers');
  });

  test('can be asked about without being fetched', async () => {
    expect(await ask('/llms.txt', 'HEAD')).toMatchObject({ status: 200, text: '' });
  });

  test('cannot be written', async () => {
    expect((await ask('/llms.txt', 'PUT')).status).toBe(405);
  });

  test('are sent once: who has the page already is told so', async () => {
    const first = await fetch(`${server.url}llms.txt`);
    const again = await fetch(`${server.url}llms.txt`, {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    });
    expect([first.status, again.status]).toEqual([200, 304]);
  });

  test('are reached on loopback alone', () => {
    expect(new URL(server.url).hostname).toBe('127.0.0.1');
  });
});

test('pages that were built for a folder of a web server are served below it, where their links lead', async () => {
  const published = join(folder, 'published');
  mkdirSync(join(published, 'runbooks/a/b'), { recursive: true });
  writeFileSync(
    join(published, 'index.html'),
    '<script src=/docs/watari/assets/js/main.1.js defer></script>',
  );
  writeFileSync(join(published, 'runbooks/a/b/index.html'), '<p>steps');
  const below = await serveDocs(() => ({ at: 'ready', folder: published }));
  const { url } = below;
  try {
    expect(new URL(url).pathname).toBe('/docs/watari/');
    expect(await (await fetch(`${url}runbooks/a/b`)).text()).toBe('<p>steps');
    expect((await fetch(new URL('/', url))).url).toBe(url);
  } finally {
    await below.close();
  }
});

describe.each([
  ['/runbooks/a/b/', 'en'],
  ['/ja/runbooks/a/b/', 'ja'],
])('asked for %s', (path, first) => {
  test('while it is built says so in both languages, that of the page first, and looks again', async () => {
    state = { at: 'building' };
    const { status, text } = await ask(path);
    state = ready;
    expect(status).toBe(503);
    expect(text).toContain(`<html lang="${first}">`);
    expect(text).toContain('The documentation is being built');
    expect(text).toContain('ドキュメントを作成しています');
    expect(text).toContain('location.replace(wanted)');
  });

  test('after its build failed says where the output is, and does not look again', async () => {
    state = { at: 'failed', log: '/srv/<data>/docs-build.log' };
    const { status, text } = await ask(path);
    state = ready;
    expect(status).toBe(500);
    expect(text).toContain('/srv/&lt;data&gt;/docs-build.log');
    expect(text).toContain('ドキュメントを作成できませんでした');
    expect(text).not.toContain('location.replace(wanted)');
  });
});
