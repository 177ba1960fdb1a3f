import { describe, expect, test } from 'vitest';

import { inTurn, JobBench } from './job-bench.ts';
import type { JobScene } from './jobs.ts';

/** A job that asks, and a job that is told to end. */
export function jobsWithPeople(on: JobScene): void {
  describe('that asks', inTurn, () => {
    const program =
      'printf "Name: "; read a; echo; printf "Sure? " >&2; read b; printf "Sure? "; read c; echo "$a/$b/$c"';
    const answers = [['it’s `me` \\ $x'], ['yes'], ['no']];
    const prompts = ['Name: ', 'Sure? ', 'Sure? '].map((asks, index) => ({
      asks,
      answer: answers[index] ?? [],
    }));

    test('gets each answer after its question', async () => {
      const outcome = await on.bench.carryOut(
        on.bench.operation(program.replaceAll('read ', 'read -r '), { prompts }),
        JobBench.job(),
      );
      expect(outcome.kind).toBe('succeeded');
      expect(on.bench.kept.at(-2)).toContain('it’s `me` \\ $x/yes/no\n');
    });

    test('fails when it ends without having asked', async () => {
      const outcome = await on.bench.carryOut(
        on.bench.operation('printf "Name: "; read a; echo bye', { prompts }),
        JobBench.job(),
      );
      expect(outcome).toMatchObject({ kind: 'failed', reason: 'prompt-unseen' });
      expect(outcome.detail.ja).toContain('"Sure? "');
    });

    test('is ended when it asks something else', async () => {
      const outcome = await on.bench.carryOut(
        on.bench.operation('printf "Delete everything? "; read a; read b; echo "$a"', { prompts }),
        JobBench.job(),
      );
      expect(outcome).toMatchObject({ kind: 'failed', reason: 'prompt-unseen' });
      expect(on.bench.kept.at(-1)).toContain('Delete everything?');
    });
  });

  describe('that is ended', inTurn, () => {
    test('by its time-out, has failed', async () => {
      const nap = on.nap();
      const operation = on.bench.operation(`echo begun; ${nap}`, { timeoutMinutes: 0.01 });
      expect(await on.bench.carryOut(operation, JobBench.job())).toMatchObject({
        kind: 'failed',
        reason: 'timed-out',
      });
      await on.gone(nap);
    });

    test('by a person, has failed', async () => {
      const job = JobBench.job();
      const nap = on.nap();
      const cancel = new AbortController();
      const carrying = on.bench.carryOut(on.bench.operation(nap), job, { cancel: cancel.signal });
      await on.alive(job);
      cancel.abort();
      expect(await carrying).toMatchObject({ kind: 'failed', reason: 'cancelled' });
      await on.gone(nap);
    });

    test('and does not listen, is killed', async () => {
      const job = JobBench.job();
      const nap = on.nap();
      const cancel = new AbortController();
      const operation = on.bench.operation(`trap '' 15; echo deaf; ${nap}; ${nap}`);
      const carrying = on.bench.carryOut(operation, job, { cancel: cancel.signal });
      await on.bench.until(`cat ${on.bench.folder(job)}/out`);
      cancel.abort();
      expect(await carrying).toMatchObject({ kind: 'failed', reason: 'cancelled' });
      await on.gone(nap);
    });

    test('and has started what does not listen, is over when that is', async () => {
      const job = JobBench.job();
      const cancel = new AbortController();
      const deaf = `trap "" 15; echo deaf; while test -f ${on.files}/deaf; do sleep 0.1; done; echo over >${on.files}/heard`;
      await on.bench.sh(`touch ${on.files}/deaf`);
      const operation = on.bench.operation([[`sh -c '${deaf}'`], ['cat']], { cancel: 'term-only' });
      const carrying = on.bench.carryOut(operation, job, { cancel: cancel.signal });
      await on.bench.until(`cat ${on.bench.folder(job)}/out`);
      cancel.abort();
      await on.bench.until(`cat ${on.bench.folder(job)}/why`);
      // Whoever looks now must not begin another one beside it, and whoever takes over waits as well.
      await using other = on.fresh();
      const taken = other.carryOut(operation, job, { again: true, cancel: cancel.signal });
      await on.bench.sh(`sleep 0.3; rm ${on.files}/deaf`);
      expect(await carrying).toMatchObject({ kind: 'failed', reason: 'cancelled' });
      expect(await on.bench.sh(`cat ${on.files}/heard`)).toBe('over');
      expect(await taken).toMatchObject({ kind: 'failed', reason: 'cancelled' });
    });

    test('and has started what does not listen, is killed with it', async () => {
      const job = JobBench.job();
      const nap = on.nap();
      const cancel = new AbortController();
      const operation = on.bench.operation(`sh -c 'trap "" 15; echo deaf; ${nap}; ${nap}'`);
      const carrying = on.bench.carryOut(operation, job, { cancel: cancel.signal });
      await on.bench.until(`cat ${on.bench.folder(job)}/out`);
      cancel.abort();
      expect(await carrying).toMatchObject({ kind: 'failed', reason: 'cancelled' });
      expect(await on.bench.sh(`ps -e -o s,args | grep -v '^Z' | grep -c '[s]leep ${nap.slice(6)}'`)).toBe(
        '0',
      );
    });

    test('and must not be killed, is waited for', async () => {
      const before = on.bench.kept.length;
      const job = JobBench.job();
      const cancel = new AbortController();
      const operation = on.bench.operation(
        // Ends by itself, but only once it was told to: however slow the machine is, that comes first.
        `told=; trap 'told=yes' 15; echo begun; while test -z "$told"; do sleep 1; done; sleep 1; echo finished`,
        { cancel: 'term-only' },
      );
      const carrying = on.bench.carryOut(operation, job, { cancel: cancel.signal });
      await on.bench.until(`cat ${on.bench.folder(job)}/out`);
      cancel.abort();
      expect(await carrying).toMatchObject({ kind: 'failed', reason: 'cancelled' });
      expect(on.bench.kept.slice(before).join('')).toContain('finished');
    });
  });
}
