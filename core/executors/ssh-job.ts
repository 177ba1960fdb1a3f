import { Fault } from '../errors.ts';
import type { PlannedSsh } from '../plan/operation.ts';
import type { InventoryHost, Sha256 } from '../plan/plan.ts';
import { type FailureReason, type Outcome, verbatim } from '../run/outcome.ts';
import type { Localized } from '../runbook/localized.ts';
import { decodeText, encodeText } from './encoding.ts';
import type { Context } from './executor.ts';
import { judge } from './expectation.ts';
import { findAgain } from './job/find-again.ts';
import { followJob, type JobEnd, type Outputs } from './job/follow.ts';
import { jobName } from './job/name.ts';
import type { Output, Stream } from './job/output.ts';
import { meetHost, SpoolUnfit } from './job/spool.ts';
import { redacted, unknownHost, unwritable } from './said.ts';
import { ScriptImpossible } from './script-impossible.ts';
import { jobScript } from './script.ts';
import { SessionReport } from './session-report.ts';

const MINUTE_MS = 60_000;
const SILENT: Localized = { en: 'it printed nothing', ja: '何も出力されませんでした' };

export type Session = PlannedSsh['sessions'][number];
/** What the tests choose: the hosts' shell, and how long to wait. */
export type JobOptions = {
  readonly shell?: string;
  readonly graceMs?: number;
  readonly promptIdleSeconds?: number;
};

/** Runs one job of an operation to its end: the whole command, or one session of it. */
export async function runJob(
  operation: PlannedSsh,
  session: Session | null,
  context: Context,
  options: JobOptions,
): Promise<Outcome> {
  const host = context.inventory.hosts[operation.host];
  if (host === undefined) return notStarted(context, unknownHost(operation.host));
  const script = makeScript(operation, session, host, context, options);
  if ('en' in script) return notStarted(context, script);
  const report = new SessionReport(context, session?.id ?? null, operation.progress, host.encoding);
  report.begin();
  const end = await followJob(
    {
      name: jobName(sessionJob(context.job, session)),
      ...script,
      // A session that stays would take one of the few that a connection has, for as long as the list is long.
      wait: operation.sessions.length < 2,
      timeoutMs: operation.timeoutMinutes * MINUTE_MS,
      cancel: operation.cancel,
      prompts: operation.prompts.length > 0,
      whole: judgedOutputs(operation.expect),
      reads: report.reads,
      ...(options.graceMs !== undefined && { graceMs: options.graceMs }),
    },
    {
      meet: async () => {
        const met = await meetHost(await context.connections.host(operation.host), host, options.shell);
        return { ...met, journaled: await context.meet(operation.host, met.spools[0] ?? '', met.boot) };
      },
      mayHaveBegun: context.again !== false,
      cancel: context.cancel,
      leave: context.leave ?? new AbortController().signal,
      report: report.grown,
    },
  );
  const outcome = await outcomeOf(operation, end, host, context);
  report.end(outcome.kind, end.kind === 'ended' ? end.outputs.stdout : null);
  return outcome;
}

/** Whether the job of an outcome that was lost lives, or how it ended after all; null if that is still not known. */
export async function lookBackAtJob(
  operation: PlannedSsh,
  session: Session | null,
  context: Context,
  options: JobOptions,
): Promise<'alive' | Outcome | null> {
  const host = context.inventory.hosts[operation.host];
  if (host === undefined) return null;
  try {
    const met = await meetHost(await context.connections.host(operation.host), host, options.shell);
    const { spool } = await context.meet(operation.host, met.spools[0] ?? '', met.boot);
    if (!met.spools.includes(spool)) return null;
    const found = await findAgain(
      met,
      jobName(sessionJob(context.job, session)),
      judgedOutputs(operation.expect),
    );
    return found === null || found === 'alive' ? found : await outcomeOf(operation, found, host, context);
  } catch (error) {
    if (error instanceof Fault || error instanceof SpoolUnfit) return null;
    throw error;
  }
}

const judgedOutputs = ({ stdout, stderr }: PlannedSsh['expect']): readonly Stream[] => [
  ...(stdout === undefined ? [] : (['out'] as const)),
  ...(stderr === undefined ? [] : (['err'] as const)),
];
const isCut = ({ bytes, size }: Output): boolean => bytes.length < size;
const cutOf = ({ stdout, stderr }: Outputs) => ({ stdout: isCut(stdout), stderr: isCut(stderr) });

export const sessionJob = (job: string, session: Session | null): string =>
  session === null ? job : `${job}.${session.id}`;

function makeScript(
  operation: PlannedSsh,
  session: Session | null,
  host: InventoryHost,
  context: Context,
  { promptIdleSeconds }: JobOptions,
): { script: Uint8Array; env: Uint8Array | null } | Localized {
  const { listPath } = operation;
  try {
    const { script, env } = jobScript({
      ...operation,
      host,
      session: session === null || listPath === null ? null : { ...session, listPath },
      secrets: context.secrets,
      ...(promptIdleSeconds !== undefined && { promptIdleSeconds }),
    });
    const bytes = encodeText(script, host.encoding);
    const envBytes = env === null ? null : encodeText(env, host.encoding);
    if (bytes === null || (env !== null && envBytes === null)) return unwritable(host.encoding);
    return { script: bytes, env: envBytes };
  } catch (error) {
    if (error instanceof ScriptImpossible) return error.said;
    throw error;
  }
}

const notStarted = (context: Context, saw: Localized): Outcome => ({
  kind: 'failed',
  reason: 'not-started',
  detail: redacted(context, {
    en: `nothing was run: ${saw.en}`,
    ja: `何も実行していません：${saw.ja}`,
  }),
  evidence: [],
});

async function outcomeOf(
  operation: PlannedSsh,
  end: JobEnd,
  host: InventoryHost,
  context: Context,
): Promise<Outcome> {
  if (end.kind === 'not-started') return notStarted(context, end.saw);
  const evidence = end.outputs === null ? [] : await keepBoth(end.outputs, context);
  if (end.kind === 'lost')
    return {
      kind: 'lost',
      reason: end.reason,
      detail: redacted(context, {
        en: `how the command on ${operation.host} ended is not known: ${end.saw.en}`,
        ja: `${operation.host} で実行したコマンドの結果が不明です：${end.saw.ja}`,
      }),
      evidence,
    };
  const failed = (reason: FailureReason, en: string, ja: string): Outcome => ({
    kind: 'failed',
    reason,
    detail: redacted(context, { en, ja }),
    evidence,
  });
  const stdout = decodeText(end.outputs.stdout.bytes, host.encoding);
  const stderr = decodeText(end.outputs.stderr.bytes, host.encoding);
  const left = { exits: end.exits, stdout, stderr, cut: cutOf(end.outputs) };
  const judgement = judge(operation.expect, left, context.redact);
  const lastOf = (text: string): string | undefined => lastLine(context.redact(text));
  const { host: name, timeoutMinutes } = operation;
  if (end.why === 'cancelled')
    return failed(
      'cancelled',
      `the command on ${name} was ended as asked`,
      `指示に従い、${name} のコマンドを終了させました`,
    );
  if (end.why === 'timed-out')
    return failed(
      'timed-out',
      `the command on ${name} was ended after ${timeoutMinutes} minutes`,
      `制限時間の ${timeoutMinutes} 分を超えたため、${name} のコマンドを終了させました`,
    );
  const asks = operation.prompts[end.asked]?.asks;
  if (asks !== undefined)
    return failed(
      'prompt-unseen',
      `the program on ${name} never asked "${asks}"`,
      `${name} のプログラムは、想定した質問 "${asks}" を表示しませんでした`,
    );
  if (judgement.kind === 'met') {
    const last = lastOf(stdout);
    return {
      kind: 'succeeded',
      evidence,
      detail: redacted(context, last === undefined ? SILENT : verbatim(last)),
    };
  }
  const signalled = judgement.kind === 'exit' && end.exits.some((exit) => exit > 128 && exit < 160);
  const reason = judgement.kind === 'output' ? 'expectation' : signalled ? 'signal' : 'exit-status';
  const saying = judgement.kind === 'exit' ? (lastOf(stderr) ?? lastOf(stdout)) : undefined;
  const { sentence } = judgement;
  const en = [`on ${name}: ${sentence.en}`, ...(saying === undefined ? [] : [`Last line: ${saying}`])];
  const ja = [`${name}：${sentence.ja}`, ...(saying === undefined ? [] : [`最後の行：${saying}`])];
  return failed(reason, en.join('. '), ja.join('。'));
}

export const lastLine = (text: string): string | undefined =>
  text
    .split(/\r?\n/u)
    .findLast((line) => line.trim() !== '')
    ?.trim()
    .slice(0, 200);

export async function keepBoth({ stdout, stderr }: Outputs, context: Context): Promise<readonly Sha256[]> {
  const kept: Sha256[] = [];
  if (stdout.bytes.length > 0) kept.push(await context.keep(stdout.bytes, 'standard output'));
  if (stderr.bytes.length > 0) kept.push(await context.keep(stderr.bytes, 'standard error'));
  return kept;
}
