import { describe, expect, test } from 'vitest';

import { abandonJob } from '#core/executors/job/cancel.ts';
import { jobName } from '#core/executors/job/name.ts';
import { meetHost } from '#core/executors/job/spool.ts';
import { launchText } from '#core/executors/job/wrapper.ts';

import { inTurn, JobBench } from './job-bench.ts';
import type { JobScene } from './jobs.ts';

/** What may break around a job, and what it then ends as. */
export function jobsInTrouble(on: JobScene): void {
  describe('in trouble', inTurn, () => {
    test('goes on when the network is cut, and is found and finished', async () => {
      await using other = on.fresh();
      const job = JobBench.job();
      const operation = other.operation(
        `echo ran >>${on.files}/cut; while test -f ${on.files}/hold; do sleep 0.05; done; echo finished`,
      );
      await other.sh(`touch ${on.files}/hold`);
      const carrying = other.carryOut(operation, job);
      await on.alive(job);
      await on.jobHost.cut();
      await on.bench.until(`rm -f ${on.files}/hold; echo removed`);
      expect(await carrying).toMatchObject({ kind: 'succeeded', detail: { en: 'finished' } });
      expect(await on.bench.sh(`cat ${on.files}/cut`)).toBe('ran');
    });

    test('is alive as long as its command, though its wrapper was killed; then nobody knows how it ended', async () => {
      await using other = on.fresh();
      const job = JobBench.job();
      const carrying = other.carryOut(other.operation(`sleep 2.5; echo ended >${on.files}/orphan`), job);
      await on.alive(job);
      await on.bench.sh(`read w g b <${on.bench.folder(job)}/pid; kill -9 $w`);
      expect(await carrying).toMatchObject({ kind: 'lost', reason: 'exit-unknowable' });
      expect(await on.bench.sh(`cat ${on.files}/orphan`)).toBe('ended');
    });

    test('is lost when its whole group is killed', async () => {
      await using other = on.fresh();
      const job = JobBench.job();
      const carrying = other.carryOut(other.operation(on.nap()), job);
      await on.alive(job);
      await on.bench.sh(`read w g b <${on.bench.folder(job)}/pid; kill -9 -$g`);
      expect(await carrying).toMatchObject({ kind: 'lost', reason: 'job-vanished' });
    });

    test('is lost when the host was started anew since', async () => {
      await using other = on.fresh();
      const job = JobBench.job();
      const first = other.carryOut(other.operation(on.nap()), job);
      await on.alive(job);
      await on.bench.sh(
        `read w g b <${on.bench.folder(job)}/pid; kill -9 -$g; echo $w $g another-boot >${on.bench.folder(job)}/pid`,
      );
      expect(await first).toMatchObject({ kind: 'lost', reason: 'host-restarted' });
    });

    test('is lost when the spool is another one, for absence then proves nothing', async () => {
      const outcome = await on.bench.carryOut(on.bench.operation('true'), JobBench.job(), {
        again: true,
        meet: async (_host, _spool, boot) => ({ spool: 'of-another-time', boot }),
      });
      expect(outcome).toMatchObject({ kind: 'lost', reason: 'spool-vanished' });
    });

    test('never began when its upload was cut', async () => {
      const job = JobBench.job();
      const name = jobName(job);
      const met = await meetHost(await on.bench.connections.host('mail'), on.bench.host, on.shell);
      const command = launchText({
        ...met,
        spool: met.spools[0] ?? '',
        name,
        bytes: 100,
        env: 'none',
        script: 'cmd.1',
        wait: true,
      });
      const result = await met.connection.exec(command, {
        stdin: Buffer.from(`echo ran >>${on.files}/half`),
      });
      expect(Buffer.from(result.stdout).toString()).toContain(`watari ${name} cut\n`);
      expect((await on.bench.carryOut(on.bench.operation(`echo ran >>${on.files}/half`), job)).kind).toBe(
        'succeeded',
      );
      expect(await on.bench.sh(`cat ${on.files}/half`)).toBe('ran');
    });

    test('can never begin once it was abandoned', async () => {
      const job = JobBench.job();
      const met = await meetHost(await on.bench.connections.host('mail'), on.bench.host, on.shell);
      expect(await abandonJob(met, jobName(job))).toBe(true);
      expect(await on.bench.carryOut(on.bench.operation('true'), job)).toMatchObject({
        kind: 'failed',
        reason: 'not-started',
      });
      const begun = JobBench.job();
      await on.bench.carryOut(on.bench.operation('true'), begun);
      expect(await abandonJob(met, jobName(begun))).toBe(false);
    });

    test('on a disk that fills up, still says how it ended', async (it) => {
      if (on.jobHost.smallDisk === null) return it.skip();
      const spool = `${on.jobHost.smallDisk}/spool`;
      await using other = on.fresh({ spool });
      const filling = `dd if=/dev/zero of=${on.jobHost.smallDisk}/fill bs=1024 2>/dev/null; exit 7`;
      const outcome = await other.carryOut(
        other.operation(filling, { expect: { exit: [7] } }),
        JobBench.job(),
      );
      expect(outcome.kind).toBe('succeeded');
      const next = await other.carryOut(other.operation(`echo ran >${on.files}/full`), JobBench.job());
      expect(next).toMatchObject({ kind: 'failed', reason: 'not-started' });
      expect(await other.sh(`cat ${on.files}/full 2>/dev/null; rm -f ${on.jobHost.smallDisk}/fill`)).toBe('');
    });

    test('never began on a host that cannot be reached', async () => {
      await using other = on.fresh({ address: { socket: '/nowhere/at/all' } });
      expect(await other.carryOut(other.operation('true'), JobBench.job())).toMatchObject({
        kind: 'failed',
        reason: 'not-started',
      });
    });
  });
}
