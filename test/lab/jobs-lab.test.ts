import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { signalText } from '#core/executors/job/errands.ts';
import { jobName } from '#core/executors/job/name.ts';
import { SSH_CUTS } from '#core/lab/wire/ssh-server-faults.ts';
import { JobBench } from '#test/contracts/job-bench.ts';
import { jobContract } from '#test/contracts/jobs.ts';

import { eventually } from './bare-host.ts';
import { type LabJobHost, labJobHost } from './job-host.ts';

jobContract('on a simulated host', labJobHost);

describe('a job on a host in trouble', () => {
  let lab: LabJobHost;
  beforeAll(async () => {
    lab = await labJobHost();
  });
  afterAll(() => lab.stop());

  const controller = (): JobBench => new JobBench(lab, { graceMs: 300 });
  const onHost = (path: string): string => join(lab.bare.host.root, path);
  const file = (name: string): string => `/opt/${name}`;
  const read = (name: string): string => readFileSync(onHost(file(name)), 'utf8');
  /** Looked at from outside, so that it can be asked of a host that cannot be reached. */
  const inSpool = (job: string): readonly string[] => {
    const folder = onHost(join(lab.host.spool, jobName(job)));
    return existsSync(folder) ? readdirSync(folder) : [];
  };
  const hasBegun = (name: string): Promise<void> =>
    eventually(`${name} has begun`, () => existsSync(onHost(file(name))));
  const hasEnded = (job: string): Promise<void> =>
    eventually(`${job} has ended`, () => inSpool(job).some((one) => one.startsWith('exit=')));
  /** A command that leaves one line in a file each time it runs, then waits until a file is gone. */
  const counted = (name: string): string => {
    writeFileSync(onHost(file(`${name}-hold`)), '');
    return `echo ran >>${file(name)}; while test -f ${file(`${name}-hold`)}; do sleep 0.05; done; echo finished`;
  };
  const letEnd = (name: string): void => rmSync(onHost(file(`${name}-hold`)));
  /** Counts how often the host was asked for in vain. */
  const knocks = (bench: JobBench): (() => number) => {
    const reach = bench.connections.host.bind(bench.connections);
    let failed = 0;
    bench.connections.host = (name) =>
      reach(name).catch((error: unknown) => {
        failed += 1;
        throw error;
      });
    return () => failed;
  };

  test('is lost when the power was cut under it, and is not run again', async () => {
    const job = JobBench.job();
    await using bench = controller();
    const operation = bench.operation(`echo ran >>${file('power')}; sleep 600`);
    const carrying = bench.carryOut(operation, job);
    await hasBegun('power');
    await lab.bare.host.powerCut();
    await lab.bare.host.boot();
    expect(await carrying).toMatchObject({ kind: 'lost', reason: 'host-restarted' });
    await using other = controller();
    expect(await other.carryOut(operation, job, { again: true })).toMatchObject({
      kind: 'lost',
      reason: 'host-restarted',
    });
    expect(read('power')).toBe('ran\n');
  });

  test('that had ended before the power was cut is found as it ended', async () => {
    const job = JobBench.job();
    await using bench = controller();
    const failed = knocks(bench);
    const carrying = bench.carryOut(bench.operation(counted('before')), job);
    await hasBegun('before');
    await lab.bare.host.cutNetwork();
    letEnd('before');
    await hasEnded(job);
    await lab.bare.host.powerCut();
    await eventually('it was looked for in vain', () => failed() > 0);
    await lab.bare.host.boot();
    expect(await carrying).toMatchObject({ kind: 'succeeded', detail: { en: 'finished' } });
    expect(read('before')).toBe('ran\n');
  });

  test('ends while nobody can reach it, and is found and finished once', async () => {
    const job = JobBench.job();
    await using bench = controller();
    const failed = knocks(bench);
    const operation = bench.operation(counted('cut'));
    const carrying = bench.carryOut(operation, job);
    await hasBegun('cut');
    await lab.bare.host.cutNetwork();
    // Another controller takes it up meanwhile: it knows only that it may have begun.
    await using other = controller();
    const takenUp = other.carryOut(operation, job, { again: true });
    await eventually('it was knocked in vain, again and again', () => failed() > 3);
    letEnd('cut');
    await hasEnded(job);
    await lab.bare.host.restoreNetwork();
    const finished = { kind: 'succeeded', detail: { en: 'finished' } };
    expect(await Promise.all([carrying, takenUp])).toMatchObject([finished, finished]);
    expect(read('cut')).toBe('ran\n');
  });

  test('that was never launched on a host without power never began', async () => {
    await using bench = controller();
    await lab.bare.host.powerCut();
    expect(await bench.carryOut(bench.operation('true'), JobBench.job())).toMatchObject({
      kind: 'failed',
      reason: 'not-started',
    });
    await lab.bare.host.boot();
  });

  test.each(SSH_CUTS)('runs once though its launch was cut %s', async (cut) => {
    const job = JobBench.job();
    await using bench = controller();
    writeFileSync(join(lab.bare.host.state, `faults/ssh/${cut}.launch`), `${jobName(job)}/;\nmkdir $j/go`);
    const operation = bench.operation(`echo ran >>${file(cut)}; echo finished`);
    expect(await bench.carryOut(operation, job)).toMatchObject({
      kind: 'succeeded',
      detail: { en: 'finished' },
    });
    expect(existsSync(join(lab.bare.host.state, `faults/ssh/${cut}.launch`))).toBe(false);
    expect(read(cut)).toBe('ran\n');
  });

  test.each(['/bin/dash', '/bin/posh', '/bin/mksh', '/usr/bin/ksh93', '/usr/bin/yash', '/bin/busybox sh'])(
    'is signalled alone, by its group, under %s',
    async (shell) => {
      const { stdout: bystander } = await lab.bare.run(
        'setsid sleep 600 </dev/null >/dev/null 2>&1 & echo $!',
      );
      // Some take the group -1234 for a signal to -1, which is everybody.
      const { stdout: group } = await lab.bare.run(
        `while :; do setsid sleep 600 </dev/null >/dev/null 2>&1 &
         case $! in 1*) echo $!; break;; *) kill $!;; esac; done`,
      );
      await lab.bare.run(signalText(shell, '/opt', 'none', 'cancelled', 15, [-Number(group)]));
      const states = async (): Promise<string> =>
        (await lab.bare.run(`ps -o s= -p ${group.trim()}; ps -o s= -p ${bystander.trim()}`)).stdout;
      await eventually('the bystander alone', async () => (await states()) === 'S\n');
      expect((await lab.bare.run(`kill ${bystander}`)).end).toBe(0);
    },
  );
});
