import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { type Places, root } from '../config.ts';
import { announceDocs } from './docs-address.ts';
import {
  buildDocs,
  builtDocs,
  type DocsBuild,
  isDocsFresh,
  isDocsThere,
  newestSource,
} from './docs-build.ts';
import { type DocsState, serveDocs } from './docs-server.ts';

/** Somebody who goes on writing is not followed for ever. */
const MOST_BUILDS = 3;

export type Documentation = {
  readonly url: string;
  readonly isBuilding: () => boolean;
  close(): Promise<void>;
};

/**
 * The documentation of this checkout, at an address of its own. Where it is missing or older than what it is made of, it
 * is built meanwhile; nobody waits for that, and a build that fails is said and changes nothing else.
 */
export async function openDocumentation(
  { docs, data }: Pick<Places, 'docs' | 'data'>,
  say: (line: string) => void,
  checkout = root,
): Promise<Documentation> {
  // Pages that somebody else made are served as they are.
  const isOld = docs === undefined && !isDocsFresh(checkout);
  let state: DocsState = { at: isOld ? 'building' : 'ready' };
  let build: DocsBuild | null = null;
  let closing = false;
  const server = await serveDocs(docs ?? builtDocs(checkout), () => state);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const takeBack = announceDocs(data, server.url);
  const log = join(data, 'docs-build.log');

  /** Whether it worked. */
  async function bringUpToDate(): Promise<boolean> {
    for (let builds = 1; ; builds += 1) {
      const seen = newestSource(checkout);
      build = buildDocs(checkout, log);
      const ended = await build.ended;
      if (ended === 'failed' || !isDocsThere(checkout)) return false;
      // Somebody who writes a runbook meanwhile reads what they wrote.
      if (closing || builds === MOST_BUILDS || newestSource(checkout) === seen) return true;
    }
  }

  function tell(worked: boolean): void {
    if (closing) return;
    state = worked ? { at: 'ready' } : { at: 'failed', log };
    say(
      worked
        ? `The documentation is ready: ${server.url} / ドキュメントを作成しました：${server.url}`
        : `The documentation could not be built; the workspace goes on without it. What the build said: ${log} / ドキュメントを作成できませんでした。ワークスペースはこのまま使えます。作成時の出力は ${log} にあります。`,
    );
  }

  // Whatever goes wrong here, a disk that is full included, is no reason to end a rehearsal.
  if (isOld) void bringUpToDate().then(tell, () => tell(false));
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
