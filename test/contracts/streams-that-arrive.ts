import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { inTurn } from './job-bench.ts';
import { leftIn, MB, StreamBench } from './stream-bench.ts';
import type { StreamScene } from './streams.ts';

/** What comes through, whatever happens to the way. */
export function streamsThatArrive(on: StreamScene): void {
  describe('arrives', inTurn, () => {
    test('carries every byte once, and keeps nothing of them', async () => {
      const job = StreamBench.job();
      const from = on.bench.make('plain', 3 * MB + 17);
      const stream = on.bench.operation(
        `cat ${from}; echo sent >&2`,
        `cat >${on.bench.path('plain.out')}; echo took`,
      );
      const kept = on.bench.kept.length;
      expect(await on.bench.carryOut(stream, job)).toMatchObject({
        kind: 'succeeded',
        detail: {
          en: `${3 * MB + 17} bytes carried from old to new`,
          ja: `old から new へ ${3 * MB + 17} バイトを転送しました`,
        },
      });
      expect(readFileSync(on.bench.path('plain.out')).equals(readFileSync(from))).toBe(true);
      const [stdout, stderr, sums] = on.bench.kept.slice(kept);
      expect([stdout, stderr]).toEqual(['took\n', 'sent\n']);
      expect(sums).toMatch(/^1 \d+ 65536\n2 \d+ 131072\n(?:\d+ \d+ \d+\n)+$/u);
      await on.bench.tidy(stream, job);
      expect(leftIn(on.hosts.old.host.spool, job)).toEqual(['gone']);
      expect(leftIn(on.hosts.fresh.host.spool, job)).toEqual(['gone']);
    });

    test('of nothing at all is one', async () => {
      const stream = on.bench.operation('true', `cat >${on.bench.path('empty.out')}; echo ended`);
      expect(await on.bench.carryOut(stream, StreamBench.job())).toMatchObject({
        kind: 'succeeded',
        detail: { en: '0 bytes carried from old to new' },
      });
      expect(on.bench.text('empty.out')).toBe('');
    });

    test('goes on where it stood when both connections are cut, again and again', async () => {
      await using other = on.fresh();
      const from = other.make('cut', 28 * MB);
      const cuts = [4, 10, 16, 22].map((at) => at * MB);
      other.onReport = (bytes) => {
        if (bytes < (cuts[0] ?? Infinity)) return;
        cuts.shift();
        void on.hosts.cut(cuts.length % 2 === 0 ? 'old' : 'new');
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
      const first = on.fresh();
      const from = first.make('taken', 12 * MB);
      const stream = first.operation(`cat ${from}`, `cat >${first.path('taken.out')}`);
      const leave = new AbortController();
      first.onReport = (bytes) => {
        if (bytes > 4 * MB) leave.abort();
      };
      await expect(first.carryOut(stream, job, { leave: leave.signal })).rejects.toMatchObject({
        code: 'connection-failed',
      });
      await first[Symbol.asyncDispose]();
      await using second = on.fresh();
      expect(await second.carryOut(stream, job, { again: true })).toMatchObject({
        kind: 'succeeded',
        detail: { en: `${12 * MB} bytes carried from old to new` },
      });
      expect(readFileSync(first.path('taken.out')).equals(readFileSync(from))).toBe(true);
      const bytes = second.reported.map((report) => report.bytes).filter((one) => one > 0);
      expect(Math.min(...bytes)).toBeGreaterThan(4 * MB);
      // Whoever comes after its end finds how it ended.
      expect(await second.carryOut(stream, job, { again: true })).toMatchObject({ kind: 'succeeded' });
      expect(await second.lookBack(stream, job)).toMatchObject({ kind: 'succeeded' });
    });

    test('goes on where it stands when whoever was before had not quite let go', async () => {
      const job = StreamBench.job();
      const first = on.fresh();
      const from = first.make('shared', 10 * MB);
      const stream = first.operation(`cat ${from}`, `cat >${first.path('shared.out')}`);
      const leave = new AbortController();
      first.onReport = (bytes) => {
        if (bytes > 4 * MB) leave.abort();
      };
      // The second one asks what comes next, and stands still before it fetches that.
      await using second = on.fresh();
      const old = await second.connections.host('old');
      const exec = old.exec.bind(old);
      const goOn = Promise.withResolvers<void>();
      old.exec = async (command, how) => {
        if (command.includes('watari chunk')) await goOn.promise;
        return exec(command, how);
      };
      const taken = second.carryOut(stream, job, { again: true });
      await expect(first.carryOut(stream, job, { again: true, leave: leave.signal })).rejects.toMatchObject({
        code: 'connection-failed',
      });
      await first[Symbol.asyncDispose]();
      goOn.resolve();
      expect(await taken).toMatchObject({ kind: 'succeeded' });
      expect(readFileSync(first.path('shared.out')).equals(readFileSync(from))).toBe(true);
    });

    test('succeeds when the target knows the end by itself', async () => {
      const stream = on.bench.operation('echo a; echo end; sleep 1', 'read a; read b; test $a$b = aend');
      expect(await on.bench.carryOut(stream, StreamBench.job())).toMatchObject({ kind: 'succeeded' });
    });

    test('runs each end as the user that it is for', async () => {
      if (process.getuid?.() !== 0) return;
      const stream = on.bench.operation('', '', {
        from: { host: 'old', as: 'daemon', parts: [['id -un']] },
        to: { host: 'new', as: 'bin', parts: [[`read u; echo "$u \`id -un\`"`]] },
      });
      const kept = on.bench.kept.length;
      expect(await on.bench.carryOut(stream, StreamBench.job())).toMatchObject({ kind: 'succeeded' });
      expect(on.bench.kept[kept]).toBe('daemon bin\n');
    });

    test('counts what the target says of itself', async () => {
      const stream = on.bench.operation('echo a; echo b', 'while read u; do echo restoring $u; done', {
        sessions: [{ id: '01', users: ['a', 'b'] }],
        progress: [{ pattern: '^restoring ', counts: 'users' }],
      });
      const before = on.bench.reported.length;
      await on.bench.carryOut(stream, StreamBench.job());
      const reports = on.bench.reported.slice(before);
      expect(reports.at(0)).toMatchObject({ session: '01', bytes: 0, counted: { users: 0 } });
      expect(reports.at(-1)).toMatchObject({ ended: 'succeeded', counted: { users: 2, bytes: 4 } });
    });

    test('runs a pair of jobs a session, and a failed one does not stop the others', async () => {
      const job = StreamBench.job();
      const list = on.bench.path('list');
      const stream = on.bench.operation('', '', {
        from: { host: 'old', as: null, parts: [['cat ', { list }]] },
        to: {
          host: 'new',
          as: null,
          parts: [
            [`read u; echo $u >>${on.bench.path('sessions.out')}; cat >/dev/null; test $u = a -o $u = c`],
          ],
        },
        sessions: [
          { id: '01', users: ['a'] },
          { id: '02', users: ['b'] },
          { id: '03', users: ['c'] },
        ],
        listPath: list,
      });
      expect(await on.bench.carryOut(stream, job)).toMatchObject({
        kind: 'failed',
        sessionsDone: ['01', '03'],
        detail: { en: expect.stringMatching(/^session 02 \(1 of 3 did not succeed\): the command on new/u) },
      });
      expect(on.bench.text('sessions.out').split('\n').toSorted()).toEqual(['', 'a', 'b', 'c']);
      const again = await on.bench.carryOut(stream, StreamBench.job(), { sessionsDone: ['01', '03'] });
      expect(again).toMatchObject({ kind: 'failed', sessionsDone: ['01', '03'] });
      expect(on.bench.text('sessions.out').split('\n').toSorted()).toEqual(['', 'a', 'b', 'b', 'c']);
    });

    test('shows who runs it where, and which program is missing', async () => {
      const user = on.hosts.old.host.user;
      expect(await on.bench.preview(on.bench.operation('/opt/none -f-', '/bin/sh'))).toEqual({
        text: {
          en: `Carries from old (${user}) to new (${user}) through Watari.`,
          ja: `old (${user}) から new (${user}) へ、Watari を経由して転送します。`,
        },
        changes: [],
        concerns: [
          {
            en: '/opt/none is not on old. If it is still missing then, the command fails.',
            ja: 'old に /opt/none がありません。ないまま実行すると、コマンドは失敗します。',
          },
        ],
      });
    });
  });
}
