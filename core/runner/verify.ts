import { Fault } from '../errors.ts';
import { type Context, executorOf } from '../executors/executor.ts';
import { redacted } from '../executors/said.ts';
import { UNWAITED } from '../executors/until.ts';
import { faultSentence } from '../fault-sentence.ts';
import type { PlannedOperation } from '../plan/operation.ts';
import type { ProbeResult } from '../run/outcome.ts';
import type { EngineParts } from './parts.ts';
import { whenAborted } from './when-aborted.ts';

const LOOK_EVERY_MS = 2000;
/** A host that does not answer is asked again after these, then the verification is inconclusive. */
const ASK_AGAIN_MS: readonly number[] = [1000, 2000, 4000];

/**
 * Asks every verification of a step at once, and again for a while where it is one that waits (`wait`, `port`, `dns`) or
 * where nobody answered. Unsatisfied counts more than inconclusive: one thing disproven is enough. `patienceMs`: those
 * that wait are not waited for longer than this, whatever the runbook gives them.
 */
export async function verify(
  parts: EngineParts,
  operations: readonly PlannedOperation[],
  contextFor: (operation: PlannedOperation) => Context,
  stop: AbortSignal,
  patienceMs: number = Number.POSITIVE_INFINITY,
): Promise<ProbeResult> {
  const stopped = whenAborted(stop);
  let waitedMs = 0;
  for (let tries = 0; ; tries += 1) {
    const asking = Promise.all(
      operations.map(async (operation) => ({
        operation,
        result: await answerWithin(
          parts,
          ask(parts, operation, contextFor(operation)),
          isPatient(operation) ? patienceMs : Number.POSITIVE_INFINITY,
        ),
      })),
    );
    // A host that says nothing may take its whole time: whoever has stopped does not wait for it.
    const asked = await Promise.race([asking, stopped]);
    if (asked === null) return NOT_WAITED_FOR;
    const result = combine(asked.map((one) => one.result));
    // What only a person can look at has no other answer a second later.
    const open = asked.flatMap(({ operation, result: { kind } }) =>
      kind === 'satisfied' || operation.verb === 'manual' ? [] : [operation],
    );
    const waitMs = open.length === 0 ? null : (patience(open, waitedMs, patienceMs) ?? again(result, tries));
    if (waitMs === null || stop.aborted) return result;
    await parts.clock.sleep(waitMs, stop);
    waitedMs += waitMs;
  }
}

const NOT_WAITED_FOR: ProbeResult = {
  kind: 'inconclusive',
  detail: UNWAITED,
  evidence: [],
};

const NO_ANSWER: ProbeResult = {
  kind: 'inconclusive',
  detail: { en: 'there was no answer in time', ja: '時間内に応答がありませんでした' },
  evidence: [],
};

/** The longest that one question may take of those that wait. */
async function answerWithin(
  { clock }: EngineParts,
  asking: Promise<ProbeResult>,
  ms: number,
): Promise<ProbeResult> {
  if (ms === Number.POSITIVE_INFINITY) return asking;
  const answered = new AbortController();
  const tooLong = clock.sleep(ms, answered.signal).then(() => NO_ANSWER);
  try {
    return await Promise.race([asking, tooLong]);
  } finally {
    answered.abort();
  }
}

const isPatient = ({ verb }: PlannedOperation): boolean =>
  verb === 'wait' || verb === 'port' || verb === 'dns';

async function ask(parts: EngineParts, operation: PlannedOperation, context: Context): Promise<ProbeResult> {
  try {
    return await executorOf(parts.executors, operation).probe(operation, context);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    parts.log(`Verifying with ${operation.id}`, error);
    return { kind: 'inconclusive', detail: redacted(context, faultSentence(error)), evidence: [] };
  }
}

/** How long to wait before asking again, while one of those that wait still has time. */
function patience(open: readonly PlannedOperation[], waitedMs: number, atMostMs: number): number | null {
  const waits = open.flatMap((operation) => {
    if (operation.verb === 'wait')
      return [{ everyMs: operation.everySeconds * 1000, forMs: operation.timeoutMinutes * 60_000 }];
    if (operation.verb === 'port' || operation.verb === 'dns')
      return [{ everyMs: LOOK_EVERY_MS, forMs: operation.timeoutMinutes * 60_000 }];
    return [];
  });
  const inTime = waits
    .filter(({ forMs }) => waitedMs < Math.min(forMs, atMostMs))
    .map(({ everyMs }) => everyMs);
  return inTime.length === 0 ? null : Math.min(...inTime);
}

const again = (result: ProbeResult, tries: number): number | null =>
  result.kind === 'inconclusive' ? (ASK_AGAIN_MS[tries] ?? null) : null;

/** The worst of them, with everybody's evidence and the details of those that are not satisfied. */
export function combine(results: readonly ProbeResult[]): ProbeResult {
  const kinds = results.map(({ kind }) => kind);
  const kind = kinds.includes('unsatisfied')
    ? 'unsatisfied'
    : kinds.includes('inconclusive')
      ? 'inconclusive'
      : 'satisfied';
  const telling = results.filter((result) => result.kind === kind);
  return {
    kind,
    detail: {
      en: telling.map(({ detail }) => detail.en).join('; '),
      ja: telling.map(({ detail }) => detail.ja).join('。'),
    },
    evidence: results.flatMap(({ evidence }) => evidence),
  };
}
