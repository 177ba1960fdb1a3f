import { Fault } from '../errors.ts';
import type { Outcome, ProbeResult } from '../run/outcome.ts';
import type { Localized } from '../runbook/localized.ts';
import type { Context } from './executor.ts';
import { pause } from './pause.ts';

export const UNWAITED: Localized = { en: 'no longer waited for', ja: '途中で待つのをやめました' };
const IN_VAIN: Localized = {
  en: 'waited in vain',
  ja: '制限時間を過ぎても期待した状態になりませんでした',
};
const behind = (why: Localized, last: Localized): Localized => ({
  en: `${why.en}: ${last.en}`,
  ja: `${why.ja}：${last.ja}`,
});

/**
 * Asks again and again until the answer is "satisfied", the time is over, or a person cancels. It has no effect of its
 * own, so it can always be said how it ended.
 */
export async function untilSatisfied(
  ask: () => Promise<ProbeResult>,
  everyMs: number,
  timeoutMs: number,
  context: Context,
): Promise<Outcome> {
  const until = performance.now() + timeoutMs;
  const wake =
    context.leave === undefined ? context.cancel : AbortSignal.any([context.cancel, context.leave]);
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- asking again is the point
    const result = await ask();
    const { detail, evidence } = result;
    if (result.kind === 'satisfied') return { kind: 'succeeded', detail, evidence };
    if (context.cancel.aborted)
      return { kind: 'failed', reason: 'cancelled', detail: behind(UNWAITED, detail), evidence };
    if (context.leave?.aborted === true)
      throw new Fault('connection-failed', 'Waiting', 'this process lets go of it');
    const leftMs = until - performance.now();
    if (leftMs <= 0)
      return { kind: 'failed', reason: 'timed-out', detail: behind(IN_VAIN, detail), evidence };
    // oxlint-disable-next-line no-await-in-loop -- see above
    await pause(Math.min(everyMs, leftMs), wake);
  }
}

/** A question as an operation: no means failed, no answer means not done. */
export function answered({ kind, detail, evidence }: ProbeResult): Outcome {
  if (kind === 'satisfied') return { kind: 'succeeded', detail, evidence };
  const reason = kind === 'unsatisfied' ? 'expectation' : 'not-started';
  return { kind: 'failed', reason, detail, evidence };
}
