import type { PlannedStream } from '../plan/operation.ts';
import type { InventoryHost, Sha256 } from '../plan/plan.ts';
import type { FailureReason, Outcome } from '../run/outcome.ts';
import type { Localized } from '../runbook/localized.ts';
import { decodeText } from './encoding.ts';
import type { Context } from './executor.ts';
import { CHUNK_EXITS } from './job/chunk-texts.ts';
import { bytesBefore } from './job/chunks.ts';
import type { JobEnd } from './job/follow.ts';
import { redacted } from './said.ts';
import { keepBoth, lastLine } from './ssh-job.ts';
import { endedWell, type Side } from './stream-run.ts';

/** What was seen of a session of a stream, once nothing of it goes on. */
export type StreamSeen = {
  readonly from: JobEnd;
  readonly to: JobEnd;
  /** Which end was told to end because of the other. */
  readonly wasStopped: { readonly from: boolean; readonly to: boolean };
  /** What the target's spool said when it took no more. */
  readonly stuck: string | null;
  /** `number cksum bytes` of every piece that came out of the source; null where one of the two has no known end. */
  readonly sums: Uint8Array | null;
  /** The last piece that the target's command was given. */
  readonly fed: number;
};
type Sides = { readonly operation: PlannedStream; readonly from: Side; readonly to: Side };
type Ended = Extract<JobEnd, { kind: 'ended' }>;

/** Nothing of it began. */
export const notBegun = (context: Context, saw: Localized): Outcome => ({
  kind: 'failed',
  reason: 'not-started',
  detail: redacted(context, {
    en: `nothing was run: ${saw.en}`,
    ja: `何も実行していません：${saw.ja}`,
  }),
  evidence: [],
});

/** What one session came to. Of the mail itself nothing is kept but the sums of its pieces. */
export async function streamOutcome(sides: Sides, seen: StreamSeen, context: Context): Promise<Outcome> {
  const { from, to } = seen;
  if (from.kind === 'not-started' && to.kind === 'not-started') return notBegun(context, from.saw);
  const evidence = await keep(seen, context);
  const unknown = unknownEnd(sides, seen);
  if (unknown !== null) {
    const detail = redacted(context, unknownOf(unknown.name, unknown.end.saw));
    return { kind: 'lost', reason: unknown.end.reason, detail, evidence };
  }
  const failure = failureOf(sides, seen, context);
  if (failure !== null)
    return { kind: 'failed', reason: failure.reason, detail: redacted(context, failure.detail), evidence };
  const bytes = bytesBefore(seen.sums ?? new Uint8Array(), Infinity);
  const [source, target] = [sides.from.end.host, sides.to.end.host];
  const detail = {
    en: `${bytes} bytes carried from ${source} to ${target}`,
    ja: `${source} から ${target} へ ${bytes} バイトを転送しました`,
  };
  return { kind: 'succeeded', detail, evidence };
}

async function keep({ from, to, sums }: StreamSeen, context: Context): Promise<readonly Sha256[]> {
  const outputs = [to, from].flatMap((end) =>
    end.kind !== 'not-started' && end.outputs !== null ? [end.outputs] : [],
  );
  const kept: Sha256[] = [];
  // oxlint-disable-next-line no-await-in-loop -- in one order, so that the same end is the same evidence
  for (const both of outputs) kept.push(...(await keepBoth(both, context)));
  if (sums !== null && sums.length > 0) kept.push(await context.keep(sums, 'pieces: number, cksum, bytes'));
  return kept;
}

/** The target's end decides. A source that certainly lives no more cannot do anything further, however it ended. */
function unknownEnd({ from, to }: Sides, seen: StreamSeen) {
  if (seen.to.kind === 'lost') return { name: to.end.host, end: seen.to };
  const isGone = (end: Extract<JobEnd, { kind: 'lost' }>): boolean =>
    end.reason !== 'no-answer' && end.reason !== 'spool-vanished';
  if (seen.from.kind === 'lost' && !isGone(seen.from)) return { name: from.end.host, end: seen.from };
  return null;
}

type Failure = { readonly reason: FailureReason; readonly detail: Localized };

function failureOf(sides: Sides, seen: StreamSeen, context: Context): Failure | null {
  const [source, target] = [sides.from.end.host, sides.to.end.host];
  const { timeoutMinutes } = sides.operation;
  const ends = [seen.from, seen.to].filter((end) => end.kind === 'ended');
  const why = (of: string): boolean => ends.some((end) => end.why === of);
  if (context.cancel.aborted && why('cancelled'))
    return {
      reason: 'cancelled',
      detail: {
        en: `the commands on ${source} and ${target} were ended as asked`,
        ja: `指示に従い、${source} と ${target} のコマンドを終了させました`,
      },
    };
  if (why('timed-out'))
    return {
      reason: 'timed-out',
      detail: {
        en: `the commands on ${source} and ${target} were ended after ${timeoutMinutes} minutes`,
        ja: `制限時間の ${timeoutMinutes} 分を超えたため、${source} と ${target} のコマンドを終了させました`,
      },
    };
  if (seen.stuck !== null) return { reason: 'exit-status', detail: full(target, seen.stuck) };
  const isSourceGood = endedWell(seen.from);
  if (isSourceGood && targetEndedWell(seen)) return null;
  const ofSource = seen.wasStopped.from ? stopped(source) : sourceSaid(sides.from, seen.from, context);
  const ofTarget = targetSaid(sides.to, seen.to, context);
  // A source that was ended because nobody read it any more is not to blame.
  const blamesTarget = isSourceGood || seen.wasStopped.from;
  const [first, second] = blamesTarget ? [ofTarget, ofSource] : [ofSource, ofTarget];
  const culprit = blamesTarget ? seen.to : seen.from;
  const exit =
    culprit.kind === 'ended' ? (blamesTarget ? culprit.exits.at(-1) : culprit.exits[0]) : undefined;
  return {
    // Nobody took any more what a source without a spool said: that it died of this is not its own doing.
    reason: isSignal(exit ?? 0) && !hasNoRoom(culprit) ? 'signal' : 'exit-status',
    detail: { en: `${first.en}; ${second.en}`, ja: `${first.ja}。${second.ja}` },
  };
}

/** One that has read all may end before it is told that this was all. */
function targetEndedWell({ to, fed, sums }: StreamSeen): boolean {
  if (to.kind !== 'ended' || to.why !== null || to.exits.length !== 2) return false;
  const [feeder, command] = to.exits;
  const chunks = Buffer.from(sums ?? new Uint8Array()).filter((byte) => byte === 0x0a).length;
  return command === 0 && (feeder === 0 || (isUnread(feeder) && fed === chunks));
}

function sourceSaid({ end, host }: Side, ended: JobEnd, context: Context): Localized {
  if (ended.kind !== 'ended') return unknownOf(end.host, ended.saw);
  const last = lastSaid(ended, host, context);
  const [command] = ended.exits;
  return hasNoRoom(ended) ? full(end.host, last) : endedWith(end.host, command ?? 255, last);
}

function targetSaid({ end, host }: Side, ended: JobEnd, context: Context): Localized {
  const name = end.host;
  if (ended.kind === 'not-started')
    return {
      en: `the command on ${name} was not begun: ${ended.saw.en}`,
      ja: `${name} のコマンドは開始していません：${ended.saw.ja}`,
    };
  if (ended.kind === 'lost') return unknownOf(name, ended.saw);
  const [feeder] = ended.exits;
  const was = endedWith(name, ended.exits.at(-1) ?? 255, lastSaid(ended, host, context));
  if (feeder === CHUNK_EXITS.broken)
    return { en: `${was.en}, its input cut off`, ja: `入力が途中で切れたため、${was.ja}` };
  if (isUnread(feeder))
    return { en: `${was.en}, before it had read everything`, ja: `すべてを読み終える前に、${was.ja}` };
  return was;
}

/** ksh93 may end what feeds by the signal that ended its command, and then nothing is noted of it. */
const isUnread = (feeder: number | undefined): boolean => feeder !== 0 && feeder !== CHUNK_EXITS.broken;
const hasNoRoom = (end: JobEnd): boolean => end.kind === 'ended' && end.exits[1] === CHUNK_EXITS.disk;
const isSignal = (exit: number): boolean => exit > 128 && exit < 160;

function endedWith(name: string, exit: number, last: string | undefined): Localized {
  const [en, ja] = last === undefined ? ['', ''] : [` (last line: ${last})`, `（最後の行：${last}）`];
  return isSignal(exit)
    ? {
        en: `the command on ${name} was ended by signal ${exit - 128}${en}`,
        ja: `${name} のコマンドはシグナル ${exit - 128} で終了しました${ja}`,
      }
    : {
        en: `the command on ${name} ended with exit status ${exit}${en}`,
        ja: `${name} のコマンドは終了ステータス ${exit} で終了しました${ja}`,
      };
}

const unknownOf = (name: string, saw: Localized): Localized => ({
  en: `how the command on ${name} ended is not known: ${saw.en}`,
  ja: `${name} で実行したコマンドの結果が不明です：${saw.ja}`,
});
const stopped = (name: string): Localized => ({
  en: `the command on ${name} was then ended`,
  ja: `その後、${name} のコマンドを終了させました`,
});

/** No room for what is under way between the hosts. */
function full(name: string, last: string | undefined): Localized {
  const [en, ja] = last === undefined || last === '' ? ['', ''] : [` (${last})`, `（${last}）`];
  return {
    en: `the job spool on ${name} could not be written${en}`,
    ja: `${name} のジョブの保存場所に書き込めませんでした${ja}`,
  };
}

function lastSaid({ outputs }: Ended, { encoding }: InventoryHost, context: Context): string | undefined {
  const of = (bytes: Uint8Array) => lastLine(context.redact(decodeText(bytes, encoding)));
  return of(outputs.stderr.bytes) ?? of(outputs.stdout.bytes);
}
