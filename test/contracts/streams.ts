import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { inTurn } from './job-bench.ts';
import { leftIn, StreamBench, type StreamHost } from './stream-bench.ts';

/** Two hosts that cannot reach each other, and what may happen to them. */
export type StreamHosts = {
  readonly old: StreamHost;
  readonly fresh: StreamHost;
  /** Cuts every connection of one of them; jobs go on. */
  cut(which: 'old' | 'new'): void | Promise<void>;
  stop(): Promise<void>;
};

const MB = 1024 * 1024;

/** What a stream between two hosts holds to, whoever serves them. */
export function streamContract(name: string, start: () => Promise<StreamHosts>, shell = '/bin/sh'): void {
  describe(`a stream ${name}`, inTurn, () => {
    let hosts: StreamHosts;
    let bench: StreamBench;
    beforeAll(async () => {
      hosts = await start();
      bench = fresh();
    });
    afterAll(async () => {
      await bench[Symbol.asyncDispose]();
      await hosts.stop();
    });
    const fresh = (own = {}): StreamBench =>
      new StreamBench(hosts.old, hosts.fresh, { shell, graceMs: 300 }, own);

    test('carries every byte once, and keeps nothing of them', async () => {
      const job = StreamBench.job();
      const from = bench.make('plain', 3 * MB + 17);
      const stream = bench.operation(
        `cat ${from}; echo sent >&2`,
        `cat >${bench.path('plain.out')}; echo took`,
      );
      const kept = bench.kept.length;
      expect(await bench.carryOut(stream, job)).toMatchObject({
        kind: 'succeeded',
        detail: {
          en: `${3 * MB + 17} bytes carried from old to new`,
          ja: `old から new へ ${3 * MB + 17} バイトを転送しました`,
        },
      });
      expect(readFileSync(bench.path('plain.out')).equals(readFileSync(from))).toBe(true);
      const [stdout, stderr, sums] = bench.kept.slice(kept);
      expect([stdout, stderr]).toEqual(['took\n', 'sent\n']);
      expect(sums).toMatch(/^1 \d+ 65536\n2 \d+ 131072\n(?:\d+ \d+ \d+\n)+$/u);
      await bench.tidy(stream, job);
      expect(leftIn(hosts.old.host.spool, job)).toEqual(['gone']);
      expect(leftIn(hosts.fresh.host.spool, job)).toEqual(['gone']);
    });

    test('of nothing at all is one', async () => {
      const stream = bench.operation('true', `cat >${bench.path('empty.out')}; echo ended`);
      expect(await bench.carryOut(stream, StreamBench.job())).toMatchObject({
        kind: 'succeeded',
        detail: { en: '0 bytes carried from old to new' },
      });
      expect(bench.text('empty.out')).toBe('');
    });

    test('goes on where it stood when both connections are cut, again and again', async () => {
      await using other = fresh();
      const from = other.make('cut', 50 * MB);
      const cuts = [5, 15, 25, 35].map((at) => at * MB);
      other.onReport = (bytes) => {
        if (bytes < (cuts[0] ?? Infinity)) return;
        cuts.shift();
        void hosts.cut(cuts.length % 2 === 0 ? 'old' : 'new');
      };
      const stream = other.operation(
        `echo ran >>${other.path('cut.ran')}; cat ${from}`,
        `echo ran >>${other.path('cut.ran')}; cat >${other.path('cut.out')}`,
      );
      expect(await other.carryOut(stream, StreamBench.job())).toMatchObject({ kind: 'succeeded' });
      expect(cuts).toEqual([]);
      expect(readFileSync(other.path('cut.out')).equals(readFileSync(from))).toBe(true);
      expect(other.text('cut.ran')).toBe('ran\nran\n');
    });

    test('is taken over in the middle by another process, and nothing comes twice', async () => {
      const job = StreamBench.job();
      const first = fresh();
      const from = first.make('taken', 20 * MB);
      const stream = first.operation(`cat ${from}`, `cat >${first.path('taken.out')}`);
      const leave = new AbortController();
      first.onReport = (bytes) => {
        if (bytes > 4 * MB) leave.abort();
      };
      await expect(first.carryOut(stream, job, { leave: leave.signal })).rejects.toMatchObject({
        code: 'connection-failed',
      });
      await first[Symbol.asyncDispose]();
      await using second = fresh();
      expect(await second.carryOut(stream, job, { again: true })).toMatchObject({
        kind: 'succeeded',
        detail: { en: `${20 * MB} bytes carried from old to new` },
      });
      expect(readFileSync(first.path('taken.out')).equals(readFileSync(from))).toBe(true);
      const bytes = second.reported.map((report) => report.bytes).filter((one) => one > 0);
      expect(Math.min(...bytes)).toBeGreaterThan(4 * MB);
      // Whoever comes after its end finds how it ended.
      expect(await second.carryOut(stream, job, { again: true })).toMatchObject({ kind: 'succeeded' });
      expect(await second.lookBack(stream, job)).toMatchObject({ kind: 'succeeded' });
    });

    test('fails when its source does, and the target sees its input cut off', async () => {
      const stream = bench.operation(
        `echo half; echo no tape >&2; exit 3`,
        `cat >${bench.path('source.out')}; echo ended; exit 0`,
      );
      expect(await bench.carryOut(stream, StreamBench.job())).toMatchObject({
        kind: 'failed',
        reason: 'exit-status',
        detail: {
          en: 'the command on old ended with exit status 3 (last line: no tape); the command on new ended with exit status 0 (last line: ended), its input cut off',
          ja: 'old のコマンドは終了ステータス 3 で終了しました（最後の行：no tape）。入力が途中で切れたため、new のコマンドは終了ステータス 0 で終了しました（最後の行：ended）',
        },
      });
      expect(bench.text('source.out')).toBe('half\n');
    });

    test('begins nothing at the target for a source that fails before it says anything', async () => {
      const stream = bench.operation('exit 4', `echo ran >${bench.path('unbegun')}`);
      for (const again of [false, true])
        // oxlint-disable-next-line no-await-in-loop -- the second time as after a crash
        expect(await bench.carryOut(stream, StreamBench.job(), { again })).toMatchObject({
          kind: 'failed',
          reason: 'exit-status',
          detail: {
            en: 'the command on old ended with exit status 4; the command on new was not begun: nothing was there to read',
          },
        });
      expect(bench.text('unbegun')).toBe('');
    });

    test('fails when its target does, and ends the source that nobody reads', async () => {
      const stream = bench.operation(
        `while :; do cat ${bench.make('endless', 4 * MB)}; done`,
        'dd bs=1024 count=1 >/dev/null 2>&1; echo store is full >&2; exit 1',
      );
      expect(await bench.carryOut(stream, StreamBench.job())).toMatchObject({
        kind: 'failed',
        reason: 'exit-status',
        detail: {
          en: 'the command on new ended with exit status 1 (last line: store is full), before it had read everything; the command on old was then ended',
          ja: 'すべてを読み終える前に、new のコマンドは終了ステータス 1 で終了しました（最後の行：store is full）。その後、old のコマンドを終了させました',
        },
      });
    });

    test('fails when the target ends well and has not read everything', async () => {
      const stream = bench.operation(
        `cat ${bench.make('unread', 30 * MB)}`,
        'dd bs=1024 count=1 >/dev/null 2>&1',
        { timeoutMinutes: 1 },
      );
      expect(await bench.carryOut(stream, StreamBench.job())).toMatchObject({
        kind: 'failed',
        detail: {
          en: 'the command on new ended with exit status 0, before it had read everything; the command on old was then ended',
        },
      });
    });

    test('succeeds when the target knows the end by itself', async () => {
      const stream = bench.operation('echo a; echo end; sleep 1', 'read a; read b; test $a$b = aend');
      expect(await bench.carryOut(stream, StreamBench.job())).toMatchObject({ kind: 'succeeded' });
    });

    test('ends at both ends when a person says so', async () => {
      const cancel = new AbortController();
      const stream = bench.operation(`echo a; sleep 61.5`, `echo b >${bench.path('told')}; cat; sleep 61.5`);
      const carrying = bench.carryOut(stream, StreamBench.job(), { cancel: cancel.signal });
      await bench.until('the source runs', () => bench.reported.length >= 0);
      cancel.abort();
      expect(await carrying).toMatchObject({ kind: 'failed' });
    });

    test('ends at both ends when its time is over', async () => {
      const stream = bench.operation('sleep 62.5', 'cat', { timeoutMinutes: 0.02 });
      expect(await bench.carryOut(stream, StreamBench.job())).toMatchObject({
        kind: 'failed',
        reason: 'timed-out',
        detail: {
          en: 'the commands on old and new were ended after 0.02 minutes',
          ja: '制限時間の 0.02 分を超えたため、old と new のコマンドを終了させました',
        },
      });
    });

    test('never begins where one of the two hosts cannot be reached', async () => {
      await using other = fresh({ address: { socket: '/nowhere/at/all' } });
      const stream = other.operation(`echo ran >${other.path('unreached')}`, 'cat');
      expect(await other.carryOut(stream, StreamBench.job())).toMatchObject({
        kind: 'failed',
        reason: 'not-started',
        detail: { en: expect.stringMatching(/^nothing was run: /u) },
      });
      expect(other.text('unreached')).toBe('');
    });

    test('runs a pair of jobs a session, and a failed one does not stop the others', async () => {
      const job = StreamBench.job();
      const list = bench.path('list');
      const stream = bench.operation('', '', {
        from: { host: 'old', as: null, parts: [['cat ', { list }]] },
        to: {
          host: 'new',
          as: null,
          parts: [[`read u; echo $u >>${bench.path('sessions.out')}; cat >/dev/null; test $u = a -o $u = c`]],
        },
        sessions: [
          { id: '01', users: ['a'] },
          { id: '02', users: ['b'] },
          { id: '03', users: ['c'] },
        ],
        listPath: list,
      });
      expect(await bench.carryOut(stream, job)).toMatchObject({
        kind: 'failed',
        sessionsDone: ['01', '03'],
        detail: { en: expect.stringMatching(/^session 02 \(1 of 3 did not succeed\): the command on new/u) },
      });
      expect(bench.text('sessions.out').split('\n').toSorted()).toEqual(['', 'a', 'b', 'c']);
      const again = await bench.carryOut(stream, StreamBench.job(), { sessionsDone: ['01', '03'] });
      expect(again).toMatchObject({ kind: 'failed', sessionsDone: ['01', '03'] });
      expect(bench.text('sessions.out').split('\n').toSorted()).toEqual(['', 'a', 'b', 'b', 'c']);
    });

    test('shows who runs it where, and which program is missing', async () => {
      const user = hosts.old.host.user;
      expect(await bench.preview(bench.operation('/opt/none -f-', '/bin/sh'))).toEqual({
        text: {
          en: `Carries from old (${user}) to new (${user}) through Watari.`,
          ja: `old (${user}) から new (${user}) へ、Watari を経由して転送します。`,
        },
        changes: ['missing on old: /opt/none'],
      });
    });
  });
}
