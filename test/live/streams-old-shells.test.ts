import { existsSync, readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { MB, StreamBench } from '#test/contracts/stream-bench.ts';

import { OTHER_SHELLS } from './shells.ts';
import { startStreamHosts } from './stream-hosts.ts';

/** What of a stream is shell text, under every shell that there is. The whole contract runs under one. */
describe.each(OTHER_SHELLS.filter(([, , path]) => existsSync(path)))('a stream under %s', (_name, shell) => {
  let hosts: Awaited<ReturnType<typeof startStreamHosts>>;
  let bench: StreamBench;
  beforeAll(async () => {
    hosts = await startStreamHosts();
    bench = new StreamBench(hosts.old, hosts.fresh, { shell, graceMs: 300 });
  });
  afterAll(async () => {
    await bench[Symbol.asyncDispose]();
    await hosts.stop();
  });
  const ended = async (from: string, to: string): Promise<string> =>
    (await bench.carryOut(bench.operation(from, to), StreamBench.job())).detail.en;

  test('carries every byte once', async () => {
    const from = bench.make('all', 3 * MB + 5);
    expect(await ended(`cat ${from}`, `cat >${bench.path('all.out')}`)).toBe(
      `${3 * MB + 5} bytes carried from old to new`,
    );
    expect(readFileSync(bench.path('all.out')).equals(readFileSync(from))).toBe(true);
  });

  test('says how each end ended', async () => {
    expect(await ended('echo half; exit 3', 'cat; exit 4')).toBe(
      'the command on old ended with exit status 3; the command on new ended with exit status 4 (last line: half), its input cut off',
    );
  });

  test('sees that a target has not read everything', async () => {
    const from = bench.make('unread', 3 * MB);
    expect(await ended(`cat ${from} ${from} ${from}`, 'dd bs=10 count=1 >/dev/null 2>&1; exit 1')).toMatch(
      /^the command on new ended with exit status 1, before it had read everything; /u,
    );
  });
});
