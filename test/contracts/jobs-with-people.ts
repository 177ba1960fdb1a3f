import { describe, expect, test } from 'vitest';

import { JobBench } from './job-bench.ts';
import type { JobScene } from './jobs.ts';

/** A job that asks, and a job that is told to end. */
export function jobsWithPeople(on: JobScene): void {
  describe('that asks', () => {
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
      expect(outcome.detail).toContain('"Sure? "');
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

  describe('that is ended', () => {
    test('by its time-out, has failed', async () => {
      const operation = on.bench.operation('echo begun; sleep 61.5', { timeoutMinutes: 0.01 });
      expect(await on.bench.carryOut(operation, JobBench.job())).toMatchObject({
        kind: 'failed',
        reason: 'timed-out',
      });
      await on.gone('sleep 61.5');
    });

    test('by a person, has failed', async () => {
      const job = JobBench.job();
      const cancel = new AbortController();
      const carrying = on.bench.carryOut(on.bench.operation('sleep 62.5'), job, { cancel: cancel.signal });
      await on.alive(job);
      cancel.abort();
      expect(await carrying).toMatchObject({ kind: 'failed', reason: 'cancelled' });
      await on.gone('sleep 62.5');
    });

    test('and does not listen, is killed', async () => {
      const operation = on.bench.operation(`trap '' 15; sleep 63.5; sleep 63.5`, { timeoutMinutes: 0.01 });
      expect(await on.bench.carryOut(operation, JobBench.job())).toMatchObject({
        kind: 'failed',
        reason: 'timed-out',
      });
      await on.gone('sleep 63.5');
    });

    test('and must not be killed, is waited for', async () => {
      const before = on.bench.kept.length;
      const operation = on.bench.operation(`trap : 15; sleep 1; sleep 1; echo finished`, {
        timeoutMinutes: 0.01,
        cancel: 'term-only',
      });
      expect(await on.bench.carryOut(operation, JobBench.job())).toMatchObject({
        kind: 'failed',
        reason: 'timed-out',
      });
      expect(on.bench.kept.slice(before).join('')).toContain('finished');
    });
  });
}
