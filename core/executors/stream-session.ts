import { Fault } from '../errors.ts';
import { faultSentence } from '../fault-sentence.ts';
import type { PlannedStream } from '../plan/operation.ts';
import type { Outcome } from '../run/outcome.ts';
import type { Localized } from '../runbook/localized.ts';
import { encodeText } from './encoding.ts';
import type { Context } from './executor.ts';
import { chopperText, feederText } from './job/chunk-texts.ts';
import { findAgain } from './job/find-again.ts';
import type { JobSpec } from './job/follow.ts';
import { jobName } from './job/name.ts';
import { meetHost, SpoolUnfit } from './job/spool.ts';
import { unknownHost, unwritable } from './said.ts';
import { ScriptImpossible } from './script-impossible.ts';
import { jobScript } from './script.ts';
import { SessionReport } from './session-report.ts';
import type { JobOptions } from './ssh-job.ts';
import type { StreamJobs } from './stream-jobs.ts';
import { notBegun, streamOutcome } from './stream-outcome.ts';
import { type Side, StreamRun } from './stream-run.ts';

const MINUTE_MS = 60_000;

/** Carries one session of a stream, or the whole where it has none, to its end. Called again, it goes on where it stands. */
export async function runStream(
  operation: PlannedStream,
  jobs: StreamJobs,
  context: Context,
  options: JobOptions,
): Promise<Outcome> {
  const from = sideOf(operation, jobs, 'from', context, options);
  const to = sideOf(operation, jobs, 'to', context, options);
  if ('en' in from) return notBegun(context, from);
  if ('en' in to) return notBegun(context, to);
  if (context.again === false) {
    const saw = await unreachable([from, to], context, options);
    if (saw !== null) return notBegun(context, saw);
  }
  const report = reportOf(operation, jobs, to, context);
  report.begin();
  const seen = await new StreamRun({ from, to }, report, context, options).run();
  const outcome = await streamOutcome({ operation, from, to }, seen, context);
  report.end(outcome.kind, seen.to.kind === 'ended' ? seen.to.outputs.stdout : null);
  return outcome;
}

const reportOf = (operation: PlannedStream, { session }: StreamJobs, { host }: Side, context: Context) =>
  new SessionReport(context, session?.id ?? null, operation.progress, host.encoding);

/** Neither end is begun where the other cannot be. */
async function unreachable(
  sides: readonly Side[],
  context: Context,
  { shell }: JobOptions,
): Promise<Localized | null> {
  try {
    await Promise.all(
      sides.map(async ({ end, host }) => meetHost(await context.connections.host(end.host), host, shell)),
    );
    return null;
  } catch (error) {
    if (error instanceof SpoolUnfit) return error.said;
    if (error instanceof Fault) return faultSentence(error);
    throw error;
  }
}

function sideOf(
  operation: PlannedStream,
  jobs: StreamJobs,
  which: 'from' | 'to',
  context: Context,
  { graceMs }: JobOptions,
): Side | Localized {
  const end = operation[which];
  const host = context.inventory.hosts[end.host];
  if (host === undefined) return unknownHost(end.host);
  const { listPath } = operation;
  const lists = end.parts.some((part) => part.some((piece) => typeof piece === 'object' && 'list' in piece));
  const { session } = jobs;
  try {
    const { script, env } = jobScript({
      host,
      parts: end.parts,
      as: end.as,
      stdin: null,
      prompts: [],
      session: session === null || listPath === null || !lists ? null : { ...session, listPath },
      secrets: context.secrets,
      ...(which === 'from' ? { takes: chopperText() } : { feeds: feederText() }),
    });
    const [bytes, envBytes] = [encodeText(script, host.encoding), encodeText(env ?? '', host.encoding)];
    if (bytes === null || envBytes === null) return unwritable(host.encoding);
    const spec: JobSpec = {
      name: jobName(jobs[which]),
      script: bytes,
      env: env === null ? null : envBytes,
      // A session that stays would take one of the few that a connection has.
      wait: false,
      timeoutMs: operation.timeoutMinutes * MINUTE_MS,
      cancel: operation.cancel,
      prompts: false,
      whole: [],
      reads: which === 'to' && operation.progress !== undefined,
      ...(graceMs !== undefined && { graceMs }),
    };
    return { end, host, spec };
  } catch (error) {
    if (error instanceof ScriptImpossible) return error.said;
    throw error;
  }
}

/** Looks once more for both jobs of a stream whose outcome was lost. Null: nothing new is known. */
export async function lookBackAtStream(
  operation: PlannedStream,
  jobs: StreamJobs,
  context: Context,
  options: JobOptions,
): Promise<'alive' | Outcome | null> {
  const from = sideOf(operation, jobs, 'from', context, options);
  const to = sideOf(operation, jobs, 'to', context, options);
  if ('en' in from || 'en' in to) return null;
  try {
    const ends = await Promise.all(
      [from, to].map(async ({ end, host, spec }) => {
        const met = await meetHost(await context.connections.host(end.host), host, options.shell);
        const { spool } = await context.meet(end.host, met.spools[0] ?? '', met.boot);
        return met.spools.includes(spool) ? findAgain(met, spec.name, spec.whole) : null;
      }),
    );
    if (ends.includes('alive')) return 'alive';
    const [source, target] = ends.filter((end) => end !== null && end !== 'alive');
    if (source === undefined || target === undefined) return null;
    const report = reportOf(operation, jobs, to, context);
    const run = new StreamRun({ from, to }, report, context, options);
    return await streamOutcome({ operation, from, to }, await run.asEnded(source, target), context);
  } catch (error) {
    if (error instanceof Fault || error instanceof SpoolUnfit) return null;
    throw error;
  }
}
