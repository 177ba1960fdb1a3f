import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { Fault } from '#core/errors.ts';

import { inTurn } from './job-bench.ts';
import { MB, StreamBench } from './stream-bench.ts';
import type { StreamScene } from './streams.ts';

/** What may break at either end, and what the stream then ends as. */
export function streamsInTrouble(on: StreamScene): void {
  describe('in trouble', inTurn, () => {
    test('fails when its source does, and the target sees its input cut off', async () => {
      const stream = on.bench.operation(
        `echo half; echo no tape >&2; exit 3`,
        `cat >${on.bench.path('source.out')}; echo ended; exit 0`,
      );
      expect(await on.bench.carryOut(stream, StreamBench.job())).toMatchObject({
        kind: 'failed',
        reason: 'exit-status',
        detail: {
          en: 'the command on old ended with exit status 3 (last line: no tape); the command on new ended with exit status 0 (last line: ended), its input cut off',
          ja: 'old のコマンドは終了ステータス 3 で終了しました（最後の行：no tape）。入力が途中で切れたため、new のコマンドは終了ステータス 0 で終了しました（最後の行：ended）',
        },
      });
      expect(on.bench.text('source.out')).toBe('half\n');
    });

    test('begins nothing at the target for a source that fails before it says anything', async () => {
      const stream = on.bench.operation('exit 4', `echo ran >${on.bench.path('unbegun')}`);
      for (const again of [false, true])
        // oxlint-disable-next-line no-await-in-loop -- the second time as after a crash
        expect(await on.bench.carryOut(stream, StreamBench.job(), { again })).toMatchObject({
          kind: 'failed',
          reason: 'exit-status',
          detail: {
            en: 'the command on old ended with exit status 4; the command on new was not begun: nothing was there to read',
          },
        });
      expect(on.bench.text('unbegun')).toBe('');
    });

    test('fails when its target does, and ends the source that nobody reads', async () => {
      const stream = on.bench.operation(
        `while :; do cat ${on.bench.make('endless', 4 * MB)}; done`,
        'dd bs=1024 count=1 >/dev/null 2>&1; echo store is full >&2; exit 1',
      );
      expect(await on.bench.carryOut(stream, StreamBench.job())).toMatchObject({
        kind: 'failed',
        reason: 'exit-status',
        detail: {
          en: 'the command on new ended with exit status 1 (last line: store is full), before it had read everything; the command on old was then ended',
          ja: 'すべてを読み終える前に、new のコマンドは終了ステータス 1 で終了しました（最後の行：store is full）。その後、old のコマンドを終了させました',
        },
      });
    });

    test('fails when the target ends well and has not read everything', async () => {
      const stream = on.bench.operation(
        `cat ${on.bench.make('unread', 6 * MB)}`,
        'dd bs=1024 count=1 >/dev/null 2>&1',
        { timeoutMinutes: 1 },
      );
      expect(await on.bench.carryOut(stream, StreamBench.job())).toMatchObject({
        kind: 'failed',
        detail: {
          en: expect.stringMatching(
            /^the command on new ended with exit status 0, before it had read everything; the command on old /u,
          ),
        },
      });
    });

    test('ends at both ends when a person says so', async () => {
      const cancel = new AbortController();
      const from = `cat ${on.bench.make('first', MB)}; sleep 61.5`;
      const to = `echo b >${on.bench.path('told')}; cat >/dev/null; sleep 61.5`;
      const stream = on.bench.operation(from, to, { cancel: 'term-only' });
      const told = on.bench.carryOut(stream, StreamBench.job(), { cancel: cancel.signal });
      await on.bench.until('both run', () => on.bench.text('told') !== '');
      cancel.abort();
      expect(await told).toMatchObject({
        kind: 'failed',
        reason: 'cancelled',
        detail: {
          en: 'the commands on old and new were ended as asked',
          ja: '指示に従い、old と new のコマンドを終了させました',
        },
      });
    });

    test('never begins where a person says so first', async () => {
      const stream = on.bench.operation(`echo a >${on.bench.path('early')}`, 'cat');
      expect(
        await on.bench.carryOut(stream, StreamBench.job(), { cancel: AbortSignal.abort() }),
      ).toMatchObject({
        kind: 'failed',
        reason: 'not-started',
      });
      expect(on.bench.text('early')).toBe('');
    });

    test('is lost when the whole target is killed, and its source is ended', async () => {
      const job = StreamBench.job();
      const stream = on.bench.operation(
        `while :; do cat ${on.bench.make('endless', 4 * MB)}; done`,
        `echo b >${on.bench.path('began')}; cat >/dev/null`,
      );
      const carrying = on.bench.carryOut(stream, job);
      await on.bench.until('the target runs', () => on.bench.text('began') !== '');
      const [, group] = on.bench.text(`spool/${job}.to/pid`).split(' ');
      process.kill(-Number(group), 'SIGKILL');
      expect(await carrying).toMatchObject({ kind: 'lost', reason: 'job-vanished' });
      expect(
        readdirSync(join(on.hosts.old.host.spool, `${job}.from`)).some((one) => one.startsWith('exit=')),
      ).toBe(true);
      expect(await on.bench.lookBack(stream, job)).toBeNull();
    });

    test('fails when the whole source is killed, with the target cut off', async () => {
      const job = StreamBench.job();
      const stream = on.bench.operation(
        `cat ${on.bench.make('first', MB)}; echo b >${on.bench.path('sent')}; sleep 63.5`,
        `cat >/dev/null`,
      );
      const carrying = on.bench.carryOut(stream, job);
      await on.bench.until('the source has sent', () => on.bench.text('sent') !== '');
      const [, group] = readFileSync(join(on.hosts.old.host.spool, `${job}.from`, 'pid'), 'utf8').split(' ');
      process.kill(-Number(group), 'SIGKILL');
      expect(await carrying).toMatchObject({
        kind: 'failed',
        reason: 'exit-status',
        detail: {
          en: 'how the command on old ended is not known: there is no exit status, and no process of it is alive; the command on new ended with exit status 0, its input cut off',
        },
      });
    });

    test.each(['old', 'new'] as const)('fails when the spool on %s is full, and says so', async (which) => {
      const small = on.hosts[which === 'old' ? 'old' : 'fresh'].smallDisk;
      if (small === null) return;
      await using other = on.fresh(which, { spool: join(small, 'spool') });
      // A first piece that is small: so the target begins while there is room.
      const little = 'for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do echo $i; sleep 0.05; done; sleep 1';
      const much = `${little}; cat ${other.make('much', 4 * MB)}`;
      const stream = other.operation(much, 'sleep 3; cat >/dev/null');
      const outcome = await other.carryOut(stream, StreamBench.job());
      expect(outcome).toMatchObject({ kind: 'failed', reason: 'exit-status' });
      expect(outcome.detail.en).toContain(`the job spool on ${which} could not be written`);
      expect(outcome.detail.ja).toContain(`${which} のジョブの保存場所に書き込めませんでした`);
    });

    test('ends at both ends when its time is over', async () => {
      const stream = on.bench.operation('sleep 62.5', 'cat', { timeoutMinutes: 0.02 });
      expect(await on.bench.carryOut(stream, StreamBench.job())).toMatchObject({
        kind: 'failed',
        reason: 'timed-out',
        detail: {
          en: 'the commands on old and new were ended after 0.02 minutes',
          ja: '制限時間の 0.02 分を超えたため、old と new のコマンドを終了させました',
        },
      });
    });

    test.each([
      [false, 'failed', 'cancelled'],
      [true, 'lost', 'no-answer'],
    ] as const)(
      'waits for no target that cannot be reached if a person wants the end (may have begun: %s)',
      async (again, kind, reason) => {
        await using other = on.fresh();
        const { connections } = other;
        const host = connections.host.bind(connections);
        let asked = 0;
        connections.host = async (name) => {
          if (name === 'new') asked += 1;
          // Before anything begins, both must be there.
          if (name === 'new' && (again || asked > 1))
            throw new Fault('connection-failed', 'Connecting to new', 'no answer');
          return host(name);
        };
        const began = `away-${again}`;
        const stream = other.operation(`echo ran >${other.path(began)}; sleep 61.5`, 'cat');
        const cancel = new AbortController();
        const carrying = other.carryOut(stream, StreamBench.job(), { again, cancel: cancel.signal });
        await other.until('the source runs', () => other.text(began) !== '');
        cancel.abort();
        expect(await carrying).toMatchObject({ kind, reason });
      },
    );

    test('never begins where one of the two hosts cannot be reached', async () => {
      await using other = on.fresh('new', { address: { socket: '/nowhere/at/all' } });
      const stream = other.operation(`echo ran >${other.path('unreached')}`, 'cat');
      expect(await other.carryOut(stream, StreamBench.job())).toMatchObject({
        kind: 'failed',
        reason: 'not-started',
        detail: { en: expect.stringMatching(/^nothing was run: /u) },
      });
      expect(other.text('unreached')).toBe('');
    });
  });
}
