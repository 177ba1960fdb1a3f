import type { PlannedSsh } from '../plan/operation.ts';
import { askHost } from './exec-probe.ts';
import type { Executor } from './executor.ts';
import { judge } from './expectation.ts';
import { forgetJobs } from './job/spool.ts';
import { probeResult } from './probe-result.ts';
import { type JobOptions, lookBackAtJob, runJob, sessionJob } from './ssh-job.ts';
import { previewCommand } from './ssh-preview.ts';
import { together } from './together.ts';

/** A command as a named, detached job; or one job a session, all at once. `options` are for tests. */
export const sshExecutor = (options: JobOptions = {}): Executor<PlannedSsh> => ({
  preview: previewCommand,
  carryOut: async (operation, context) => {
    const { sessions } = operation;
    if (sessions.length === 0) return runJob(operation, null, context, options);
    const done = sessions.filter(({ id }) => context.sessionsDone?.includes(id));
    const left = sessions.filter((session) => !done.includes(session));
    const outcomes = await Promise.all(left.map((session) => runJob(operation, session, context, options)));
    return together(left, outcomes, done);
  },
  probe: async (operation, context) => {
    const answer = await askHost(operation, context, operation.timeoutMinutes * 60_000);
    return probeResult(answer, context, (left) => judge(operation.expect, left, context.redact));
  },
  lookBack: async (operation, context) => {
    const { sessions } = operation;
    if (sessions.length === 0) return lookBackAtJob(operation, null, context, options);
    const done = sessions.filter(({ id }) => context.sessionsDone?.includes(id));
    const left = sessions.filter((session) => !done.includes(session));
    const found = await Promise.all(
      left.map((session) => lookBackAtJob(operation, session, context, options)),
    );
    if (found.includes('alive')) return 'alive';
    const outcomes = found.filter((one) => one !== null && one !== 'alive');
    return outcomes.length === left.length ? together(left, outcomes, done) : null;
  },
  tidy: async (operation, context) => {
    const inventory = context.inventory.hosts[operation.host];
    if (inventory === undefined) return;
    const sessions = operation.sessions.length === 0 ? [null] : operation.sessions;
    const jobs = sessions.map((session) => sessionJob(context.job, session));
    await forgetJobs(context.connections, { name: operation.host, inventory }, jobs);
  },
});
