import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildDocs } from '#bot/rehearsal/docs-build.ts';
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
 * Serves the documentation of this checkout; builds it where nobody has built it from what its sources are now.
 * WATARI_DOCS names a folder of pages that are taken as they are. @throws Error with the build's words
 */
export async function openSite(): Promise<ServedSite> {
  const given = process.env['WATARI_DOCS'];
  const { folder, tookMs } = given === undefined ? await built() : { folder: given, tookMs: null };
  if (!existsSync(join(folder, 'ja/index.html'))) throw new Error(`no documentation in ${folder}`);
  const server = await serveDocs(() => ({ at: 'ready', folder }));
  return { url: server.url, folder, tookMs, close: () => server.close() };
}

async function built(): Promise<Pick<ServedSite, 'folder' | 'tookMs'>> {
  const words = mkdtempSync(join(tmpdir(), 'watari-docs-'));
  const log = join(words, 'build.log');
  try {
    const began = performance.now();
    const build = buildDocs(checkout, log);
    const [begun, ended] = await Promise.all([build.begun, build.ended]);
    if (ended === 'failed') throw new Error(`the documentation was not built:\n${readFileSync(log, 'utf8')}`);
    return { folder: ended.folder, tookMs: begun === 'building' ? performance.now() - began : null };
  } finally {
    rmSync(words, { recursive: true });
  }
}
