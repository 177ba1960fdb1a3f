import { describe, expect, test } from 'vitest';

import { jobName } from '#core/executors/job/name.ts';

import { inTurn, JobBench } from './job-bench.ts';
import type { JobScene } from './jobs.ts';

/** A job that ends by itself: what it brings back, and what it leaves. */
export function jobsThatEnd(on: JobScene): void {
  describe('that ends', inTurn, () => {
    test('brings exit status, standard output and standard error in one exec', async () => {
      await on.bench.carryOut(on.bench.operation('true'), JobBench.job());
      const connection = await on.bench.connections.host('mail');
      const before = on.bench.kept.length;
      const exec = connection.exec.bind(connection);
      const execs: string[] = [];
      connection.exec = (command, how) => {
        // A host that is slow is looked at from beside meanwhile.
        if (!command.includes('watari end')) execs.push(command);
        return exec(command, how);
      };
      const outcome = await on.bench.carryOut(
        on.bench.operation('echo out; echo err >&2; exit 3'),
        JobBench.job(),
      );
      connection.exec = exec;
      expect(execs).toEqual([expect.stringContaining('mkdir $j/go')]);
      expect(outcome).toMatchObject({ kind: 'failed', reason: 'exit-status' });
      expect(on.bench.kept.slice(before)).toEqual(['out\n', 'err\n']);
    });

    test('runs exactly once, however many launch it', async () => {
      const job = JobBench.job();
      const benches = Array.from({ length: 4 }, () => on.fresh());
      const operation = on.bench.operation(`echo ran >>${on.files}/once; sleep 0.3; echo done`);
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (benches[index % 4] ?? on.bench).carryOut(operation, job, { again: true }),
        ),
      );
      expect(outcomes.map(({ kind }) => kind)).toEqual(Array.from({ length: 20 }, () => 'succeeded'));
      expect(await on.bench.sh(`cat ${on.files}/once`)).toBe('ran');
      await Promise.all(benches.map((one) => one[Symbol.asyncDispose]()));
    });

    test('is found again by a controller that knows nothing but its name', async () => {
      const job = JobBench.job();
      const operation = on.bench.operation(`echo ran >>${on.files}/again; echo found; exit 5`, {
        expect: { exit: [5] },
      });
      await on.bench.carryOut(operation, job);
      await using other = on.fresh();
      expect(await other.carryOut(operation, job, { again: true })).toMatchObject({
        kind: 'succeeded',
        detail: { en: 'found', ja: 'found' },
      });
      expect(await on.bench.sh(`cat ${on.files}/again`)).toBe('ran');
    });

    test('reads its standard input, secrets included, byte for byte', async () => {
      const secrets = new Map([['pw', String.raw`a'b "c\d $x`]]);
      const stdin = ['first `id` $HOME \\n\n', { secret: 'pw', shown: '' }, ' 終わり\n'];
      const outcome = await on.bench.carryOut(on.bench.operation('cat', { stdin }), JobBench.job(), {
        secrets,
      });
      expect(outcome.kind).toBe('succeeded');
      expect(on.bench.kept.at(-1)).toBe('first `id` $HOME \\n\na\'b "c\\d $x 終わり\n');
    });

    test('keeps its secrets out of its spool, its arguments and its environment', async () => {
      const job = JobBench.job();
      // Of its own: other shells are tried beside this one, and ps lists what looks for theirs.
      const secret = `horse-${job.replaceAll(/\W/gu, '-')}`;
      const secrets = new Map([['pw', secret]]);
      const parts = [
        [
          'test ',
          { secret: 'pw', shown: '' },
          ` = ${secret} && env >${on.files}/env; ps -e -o args >${on.files}/args`,
        ],
      ];
      await on.bench.carryOut(on.bench.operation(parts), job, { secrets });
      expect(await on.bench.sh(`cat ${on.files}/env`)).toContain('PATH=');
      expect(await on.bench.sh(`grep -l ${secret} ${on.files}/env ${on.files}/args`)).toBe('');
      expect(await on.bench.sh(`grep -rl ${secret} ${on.bench.folder(job)} | grep -v /cmd[.]`)).toBe('');
    });

    test('fails when any part of a pipeline does', async () => {
      const outcome = await on.bench.carryOut(
        on.bench.operation([['echo a; exit 4'], ['cat']]),
        JobBench.job(),
      );
      expect(outcome).toMatchObject({ kind: 'failed', reason: 'exit-status' });
      expect(outcome.detail.en).toContain('part 1 of 2 of the pipeline ended with exit status 4');
    });

    test('fails when the left side of a pipeline is killed', async () => {
      const left = `sh -c 'echo mail; kill -9 $$'`;
      const outcome = await on.bench.carryOut(
        on.bench.operation([[left], ['cat >/dev/null']]),
        JobBench.job(),
      );
      expect(outcome).toMatchObject({ kind: 'failed', reason: 'signal' });
      expect(outcome.detail.en).toContain('part 1 of 2');
    });

    test('keeps head, tail and true size of a long output', async () => {
      const before = on.bench.kept.length;
      const operation = on.bench.operation('echo head; yes 0123456789 | head -200000; echo tail');
      expect((await on.bench.carryOut(operation, JobBench.job())).kind).toBe('succeeded');
      const kept = on.bench.kept[before] ?? '';
      expect(kept.startsWith('head\n0123456789\n')).toBe(true);
      expect(kept.endsWith('0123456789\ntail\n')).toBe(true);
      expect(kept).toContain('2200010 bytes in all');
      expect(kept.length).toBeLessThan(1024 * 1024);
    });

    test('sees what must not stand in the middle of a long output', async () => {
      const lines = 'yes 0123456789 | head -60000';
      const operation = on.bench.operation(`${lines}; echo a mailbox is broken; ${lines}`, {
        expect: { stdout: { lacks: 'broken' } },
      });
      expect(await on.bench.carryOut(operation, JobBench.job())).toMatchObject({
        kind: 'failed',
        reason: 'expectation',
      });
    });

    test('runs with the umask and the signals of its login', async () => {
      const text = 'umask; (trap) ; grep SigIgn /proc/self/status';
      await on.bench.carryOut(on.bench.operation(text), JobBench.job());
      const [umask, ignored] = (on.bench.kept.at(-1) ?? '').trim().split('\n');
      expect(Number.parseInt(umask ?? '', 8)).toBe(Number.parseInt(await on.bench.sh('umask'), 8));
      // HUP is signal 1, the lowest bit: a daemon that is started here must be able to hear it.
      expect(Number.parseInt((ignored ?? '').split(/\s+/u)[1] ?? '1', 16) & 1).toBe(0);
    });

    test('runs as another user, in whose hands secrets come safely', async (it) => {
      if (on.jobHost.otherUser === null) return it.skip();
      const secrets = new Map([['pw', String.raw` a'b\ c `]]);
      const operation = on.bench.operation([['id -un'], ['cat; printf %s ', { secret: 'pw', shown: '' }]], {
        as: on.jobHost.otherUser,
      });
      const outcome = await on.bench.carryOut(operation, JobBench.job(), { secrets });
      expect(outcome.kind).toBe('succeeded');
      expect(on.bench.kept.at(-1)).toBe(`${on.jobHost.otherUser}\n a'b\\ c `);
    });

    test('takes the host’s path first', async () => {
      await on.bench.sh(
        `mkdir -p ${on.files}/bin; printf '#!/bin/sh\\necho mine' >${on.files}/bin/id; chmod +x ${on.files}/bin/id`,
      );
      await using other = on.fresh({ path: [`${on.files}/bin`] });
      expect(await other.carryOut(other.operation('id'), JobBench.job())).toMatchObject({
        detail: { en: 'mine' },
      });
    });

    test('leaves a tombstone alone once it is tidied up, and never begins again', async () => {
      const job = JobBench.job();
      const operation = on.bench.operation(`echo x; echo ran >>${on.files}/${jobName(job)}`);
      await on.bench.carryOut(operation, job);
      expect(await on.bench.sh(`ls ${on.bench.folder(job)}`)).toContain('exit');
      await on.bench.tidy(operation, job);
      expect(await on.bench.sh(`ls ${on.bench.folder(job)}`)).toBe('go\ngone');
      // As a controller launches it that stood still since before it began.
      expect(await on.bench.carryOut(operation, job)).toMatchObject({ reason: 'not-started' });
      expect(await on.bench.sh(`cat ${on.files}/${jobName(job)}`)).toBe('ran');
    });

    const left = (job: string) => on.bench.sh(`ls ${on.bench.folder(job)} 2>/dev/null`);

    test('is swept only when its claim is closed, and never begins again', async () => {
      const [kept, swept] = [JobBench.job(), JobBench.job()];
      const operation = on.bench.operation(`echo ran >>${on.files}/swept`);
      await Promise.all([kept, swept].map((job) => on.bench.carryOut(operation, job)));
      expect(await on.sweep([swept])).toEqual([jobName(swept)]);
      expect(await left(kept)).toContain('exit');
      expect(await left(swept)).toBe('go\ngone');
      // As a controller launches it that stood still since before it began.
      expect(await on.bench.carryOut(operation, swept)).toMatchObject({ reason: 'not-started' });
      expect(await on.bench.sh(`cat ${on.files}/swept`)).toBe('ran\nran');
    });

    test('is forgotten some days after it was swept', async () => {
      const job = JobBench.job();
      await on.bench.carryOut(on.bench.operation('true'), job);
      await on.sweep([job]);
      await on.bench.sh(`touch -t 202601010000 ${on.bench.folder(job)}/gone`);
      await on.sweep([job]);
      expect(await on.bench.sh(`ls -d ${on.bench.folder(job)} 2>/dev/null`)).toBe('');
    });

    test('is swept when nobody knows how it ended, and not while it lives', async () => {
      const [lost, alive] = [JobBench.job(), JobBench.job()];
      const cancel = new AbortController();
      const carrying = [lost, alive].map((job) =>
        on.bench.carryOut(on.bench.operation(on.nap()), job, { cancel: cancel.signal }),
      );
      await Promise.all([lost, alive].map((job) => on.alive(job)));
      await on.bench.sh(`read w g b <${on.bench.folder(lost)}/pid; kill -9 -$g`);
      expect(await carrying[0]).toMatchObject({ kind: 'lost' });
      expect(await on.sweep([lost, alive])).toEqual([jobName(lost)]);
      expect(await left(lost)).toBe('go\ngone');
      cancel.abort();
      expect(await carrying[1]).toMatchObject({ kind: 'failed', reason: 'cancelled' });
    });

    test('is swept when it never began', async () => {
      const job = JobBench.job();
      await on.bench.sh(`mkdir ${on.bench.folder(job)}; echo half >${on.bench.folder(job)}/cmd.1`);
      expect(await on.sweep([job])).toEqual([jobName(job)]);
      expect(await left(job)).toBe('go\ngone');
    });
  });

  describe('in sessions', inTurn, () => {
    test('runs one a list, and a retry runs only those without success', async () => {
      const list = `${on.files}/list`;
      const operation = on.bench.operation(
        [[`cat `, { list }, `; echo ran >>${on.files}/s$$; grep -v bad `, { list }]],
        {
          listPath: list,
          sessions: ['1', '2', '3', '4', '5', '6', '7'].map((id) => ({
            id,
            users: id === '6' ? ['bad'] : [`user ${id}`, '$HOME'],
          })),
        },
      );
      const first = await on.bench.carryOut(operation, JobBench.job());
      expect(first).toMatchObject({
        kind: 'failed',
        reason: 'exit-status',
        sessionsDone: ['1', '2', '3', '4', '5', '7'],
      });
      const done = first.kind === 'failed' ? (first.sessionsDone ?? []) : [];
      await on.bench.sh(`rm -f ${on.files}/s*`);
      await on.bench.carryOut(operation, JobBench.job(), { sessionsDone: done });
      expect(await on.bench.sh(`cat ${on.files}/s* | wc -l`)).toBe('1');
      expect(await on.bench.sh(`cat ${list}.1`)).toBe('user 1\n$HOME');
    });

    test('says which lists are done where another one is lost', async () => {
      const list = `${on.files}/lost-list`;
      const operation = on.bench.operation(
        [[`if grep bad `, { list }, ` >/dev/null; then kill -9 0; fi; cat `, { list }]],
        {
          listPath: list,
          sessions: ['1', '2', '3'].map((id) => ({ id, users: [id === '2' ? 'bad' : `user ${id}`] })),
        },
      );
      expect(await on.bench.carryOut(operation, JobBench.job())).toMatchObject({
        kind: 'lost',
        reason: 'job-vanished',
        sessionsDone: ['1', '3'],
      });
    });
  });
}
