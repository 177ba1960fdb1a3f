import type { PlannedSsh } from '../plan/operation.ts';
import type { Outcome } from '../run/outcome.ts';
import { askHost } from './exec-probe.ts';
import type { Executor } from './executor.ts';
import { judge } from './expectation.ts';
import { forgetJobs } from './job/spool.ts';
import { probeResult } from './probe-result.ts';
import { type JobOptions, lookBackAtJob, runJob, type Session, sessionJob } from './ssh-job.ts';
import { previewCommand } from './ssh-preview.ts';

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

/** One lost session loses the operation, one failed session fails it; those that succeeded are kept from a retry. */
function together(left: readonly Session[], outcomes: readonly Outcome[], done: readonly Session[]): Outcome {
  const pairs = left.map((session, index) => ({ session, outcome: outcomes[index] }));
  const evidence = outcomes.flatMap((outcome) => outcome.evidence);
  const succeeded = pairs.filter(({ outcome }) => outcome?.kind === 'succeeded');
  const worst =
    pairs.find(({ outcome }) => outcome?.kind === 'lost') ??
    pairs.find(({ outcome }) => outcome?.kind === 'failed');
  const count = left.length + done.length;
  if (worst?.outcome === undefined)
    return {
      kind: 'succeeded',
      evidence,
      detail: { en: `${count} of ${count} sessions succeeded`, ja: `全 ${count} セッションが成功しました` },
    };
  const bad = pairs.length - succeeded.length;
  const { id } = worst.session;
  const detail = {
    en: `session ${id} (${bad} of ${count} did not succeed): ${worst.outcome.detail.en}`,
    ja: `セッション ${id}（${count} 件中 ${bad} 件が成功していません）：${worst.outcome.detail.ja}`,
  };
  const sessionsDone = [...done, ...succeeded.map(({ session }) => session)].map((session) => session.id);
  return worst.outcome.kind === 'succeeded'
    ? { ...worst.outcome, detail, evidence }
    : { ...worst.outcome, detail, evidence, sessionsDone };
}
