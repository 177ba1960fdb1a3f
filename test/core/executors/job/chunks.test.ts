import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { HostConnection } from '#core/connections/connections.ts';
import { chunkSums, markEnd, putChunk, takeChunk, wantedChunk } from '#core/executors/job/chunks.ts';
import type { Met } from '#core/executors/job/spool.ts';

const MINUTE_MS = 60_000;

/** A host that takes every command and never says anything. */
const silent: HostConnection = {
  host: 'mail',
  isOpen: true,
  exec: () => new Promise(() => undefined),
  reach: async () => 'unknown',
  close: () => undefined,
};
const met: Met = { connection: silent, root: '/var/tmp/w', shell: '/bin/sh', spools: ['s'], boot: 'b' };
const piece = { number: 1, sum: '4294967295', bytes: new Uint8Array() };

describe('a host that takes a command and never answers', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test.each<[string, number, () => Promise<unknown>]>([
    ['how far the stream is', 0.5, () => wantedChunk(met, 'c1')],
    ['to note the end', 0.5, () => markEnd(met, 'c1', 'eof', 3)],
    ['for a piece', 5, () => takeChunk(met, 'c1', 1, [])],
    ['to take a piece', 5, () => putChunk(met, 'c1', piece)],
    ['for the sums', 5, () => chunkSums(met, 'c1')],
  ])('is asked %s for %s min and no longer', async (_what, minutes, ask) => {
    let saw = '';
    void ask().catch((error: unknown) => (saw = String(error)));
    await vi.advanceTimersByTimeAsync(minutes * MINUTE_MS - 1);
    expect(saw).toBe('');
    await vi.advanceTimersByTimeAsync(1);
    expect(saw).toContain(`no answer in ${minutes * 60} s`);
  });
});
