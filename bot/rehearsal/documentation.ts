import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { type Places, root } from '../config.ts';
import { announceDocs } from './docs-address.ts';
import { buildDocs, type DocsBuild } from './docs-build.ts';
import { type DocsState, serveDocs } from './docs-server.ts';

/** Somebody who goes on writing is not followed for ever. */
const MOST_BUILDS = 3;

export type Documentation = {
  readonly url: string;
  readonly isBuilding: () => boolean;
  close(): Promise<void>;
};

/**
 * The documentation of this checkout, at an address of its own. Where nobody has built it from what its sources are now, it
 * is built meanwhile; nobody waits for that, and a build that fails is said and changes nothing else.
 */
export async function openDocumentation(
  { docs, data }: Pick<Places, 'docs' | 'data'>,
  say: (line: string) => void,
  checkout = root,
): Promise<Documentation> {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const log = join(data, 'docs-build.log');
  let closing = false;
  let build: DocsBuild | null = null;
  const next = (): DocsBuild => (build = buildDocs(checkout, log));

  /** Pages that somebody else made are served as they are. */
  async function found(): Promise<DocsState> {
    if (docs !== undefined) return { at: 'ready', folder: docs };
    const begun = await next().begun;
    return typeof begun === 'object' ? { at: 'ready', folder: begun.folder } : { at: 'building' };
  }

  /** What there is to read once it is built. */
  async function bringUpToDate(): Promise<DocsState> {
    for (let builds = 1; ; builds += 1) {
      // oxlint-disable-next-line no-await-in-loop -- each build is of what changed during the one before
      const site = await (build ?? next()).ended;
      if (site === 'failed') return failed;
      // Somebody who writes a runbook meanwhile reads what they wrote.
      if (closing || builds === MOST_BUILDS || site.settled) return { at: 'ready', folder: site.folder };
      next();
    }
  }

  function tell(ended: DocsState): void {
    if (closing) return;
    state = ended;
    say(
      ended.at === 'ready'
        ? `The documentation is ready: ${server.url} / ドキュメントを作成しました：${server.url}`
        : `The documentation could not be built; the workspace goes on without it. What the build said: ${log} / ドキュメントを作成できませんでした。ワークスペースはこのまま使えます。作成時の出力は ${log} にあります。`,
    );
  }

  // Whatever goes wrong here, a disk that is full included, is no reason to end a rehearsal.
  const failed = { at: 'failed', log } as const;
  let state = await found().catch((): DocsState => ({ at: 'building' }));
  const server = await serveDocs(() => state);
  const takeBack = announceDocs(data, server.url);
  if (state.at === 'building') void bringUpToDate().then(tell, () => tell(failed));
  return {
    url: server.url,
    isBuilding: () => state.at === 'building',
    async close() {
      closing = true;
      takeBack();
      await build?.stop();
      await server.close();
    },
  };
}
