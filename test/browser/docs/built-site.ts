import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildDocs, builtDocs, isDocsFresh } from '#bot/rehearsal/docs-build.ts';
import { serveDocs } from '#bot/rehearsal/docs-server.ts';

export const checkout = join(import.meta.dirname, '../../..');

/** The documentation as readers get it. `folder`: where its pages lie. `tookMs`: what the build took, null if there was one. */
export type ServedSite = {
  readonly url: string;
  readonly folder: string;
  readonly tookMs: number | null;
  close(): Promise<void>;
};

/**
 * Serves the documentation of this checkout; builds it where it is missing or older than what it is made of, or
 * `anew`. WATARI_DOCS names a folder of pages that are taken as they are. @throws Error with the build's words
 */
export async function openSite({ anew = false } = {}): Promise<ServedSite> {
  const given = process.env['WATARI_DOCS'];
  const folder = given ?? builtDocs(checkout);
  const build = anew || (given === undefined && !isDocsFresh(checkout));
  const tookMs = build ? await built() : null;
  if (!existsSync(join(folder, 'ja/index.html'))) throw new Error(`no documentation in ${folder}`);
  const server = await serveDocs(folder, () => ({ at: 'ready' }));
  return { url: server.url, folder, tookMs, close: () => server.close() };
}

async function built(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'watari-docs-'));
  const log = join(folder, 'build.log');
  try {
    const began = performance.now();
    const ended = await buildDocs(checkout, log).ended;
    if (ended === 'failed') throw new Error(`npm run docs:build failed:\n${readFileSync(log, 'utf8')}`);
    return performance.now() - began;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
