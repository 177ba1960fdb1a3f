import type { PlannedStream } from '../plan/operation.ts';
import type { ProbeResult } from '../run/outcome.ts';
import type { Localized } from '../runbook/localized.ts';
import type { Context, Executor, Preview } from './executor.ts';
import { forgetJobs } from './job/spool.ts';
import { type JobOptions } from './ssh-job.ts';
import { concernsOf, missingPrograms, notThere } from './ssh-preview.ts';
import { streamJobs } from './stream-jobs.ts';
import { lookBackAtStream, runStream } from './stream-session.ts';
import { together } from './together.ts';

const NO_PROBE: Localized = {
  en: 'a stream has an effect and shows nothing by itself',
  ja: 'stream は状態を変える操作で、確認には使えません',
};

/**
 * What a command prints on one host is what another reads on another host, carried by Watari; or one such pair a session,
 * all at once. `options` are for tests.
 */
export const streamExecutor = (options: JobOptions = {}): Executor<PlannedStream> => ({
  preview: previewStream,
  carryOut: async (operation, context) => {
    const { left, done } = remaining(operation, context);
    const outcomes = await Promise.all(left.map((jobs) => runStream(operation, jobs, context, options)));
    const [only] = outcomes;
    if (operation.sessions.length === 0 && only !== undefined) return only;
    return together(sessionsOf(left), outcomes, sessionsOf(done));
  },
  probe: async (): Promise<ProbeResult> => ({ kind: 'inconclusive', detail: NO_PROBE, evidence: [] }),
  lookBack: async (operation, context) => {
    const { left, done } = remaining(operation, context);
    const found = await Promise.all(left.map((jobs) => lookBackAtStream(operation, jobs, context, options)));
    if (found.includes('alive')) return 'alive';
    const outcomes = found.filter((one) => one !== null && one !== 'alive');
    if (outcomes.length < left.length) return null;
    const [only] = outcomes;
    if (operation.sessions.length === 0 && only !== undefined) return only;
    return together(sessionsOf(left), outcomes, sessionsOf(done));
  },
  tidy: async (operation, context) => {
    const jobs = streamJobs(operation, context.job);
    await Promise.all(
      (['from', 'to'] as const).map(async (which) => {
        const name = operation[which].host;
        const inventory = context.inventory.hosts[name];
        if (inventory === undefined) return;
        const ofHost = jobs.map((pair) => pair[which]);
        await forgetJobs(context.connections, { name, inventory }, ofHost);
      }),
    );
  },
});

type Jobs = ReturnType<typeof streamJobs>;

/** Sessions that an earlier attempt brought to a good end are left out. */
function remaining(operation: PlannedStream, context: Context): { readonly left: Jobs; readonly done: Jobs } {
  const jobs = streamJobs(operation, context.job);
  const isDone = ({ session }: Jobs[number]): boolean =>
    session !== null && context.sessionsDone?.includes(session.id) === true;
  return { left: jobs.filter((pair) => !isDone(pair)), done: jobs.filter(isDone) };
}

const sessionsOf = (jobs: Jobs) => jobs.flatMap(({ session }) => session ?? []);

async function previewStream(operation: PlannedStream, context: Context): Promise<Preview> {
  const { from, to, sessions } = operation;
  const looked = await Promise.all([missingPrograms(from, context), missingPrograms(to, context)]);
  const unknown = looked.find((one) => 'en' in one);
  if (unknown !== undefined && 'en' in unknown) return { text: unknown, changes: [] };
  const userOf = ({ host, as }: PlannedStream['from']): string =>
    as ?? context.inventory.hosts[host]?.user ?? '?';
  const [source, target] = [`${from.host} (${userOf(from)})`, `${to.host} (${userOf(to)})`];
  const count = sessions.length;
  const concerns = [from, to].flatMap(({ host }, index) => {
    const missing = looked[index];
    return missing === undefined || 'en' in missing
      ? []
      : missing.map((path) => notThere(host, path, context));
  });
  const [en, ja] = count > 1 ? [`, ${count} sessions at once`, `（${count} セッション同時）`] : ['', ''];
  return {
    text: {
      en: `Carries from ${source} to ${target} through Watari${en}.`,
      ja: `${source} から ${target} へ、Watari を経由して転送します${ja}。`,
    },
    changes: [],
    ...concernsOf(concerns),
  };
}
