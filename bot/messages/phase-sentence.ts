import { type Localized, operationName, type OpenRun, type RunView } from '#core/index.ts';

import { countOperations } from './step-standing.ts';
import { both, failureName, lostName, san, spaced } from './words.ts';

/** What the phase of a run comes to, each as a sentence. */

/** A person's name; where nobody knows it, the id. */
export type NameOf = (person: string) => Localized;
export type PhaseAt<At extends OpenRun['phase']['at']> = Extract<OpenRun['phase'], { at: At }>;

export function runningSentence(
  view: RunView,
  { cancelling, rejected, question }: PhaseAt<'running'>,
  name: NameOf,
): Localized {
  const { done, all } = countOperations(view);
  if (cancelling) {
    const who = cancellerOf(view, name);
    return both(
      `${who?.en ?? 'Somebody'} told the jobs to end; waiting until they have.`,
      `${who === null ? '' : `${san(who.ja)}が`}ジョブの終了を指示しました。終わるのを待っています。`,
    );
  }
  const { paused } = view.state;
  if (paused !== null) {
    const who = name(paused.by.person);
    return both(
      `Stopping (paused by ${who.en}: ${paused.reason}): what is under way ends first, nothing further begins.`,
      `${san(who.ja)}が一時停止しました（${paused.reason}）。実行中の操作が終わると止まり、次の操作は始まりません。`,
    );
  }
  if (rejected)
    return both(
      'Stopping: what is under way ends first, nothing further begins.',
      '停止処理中です。実行中の操作が終わると止まり、次の操作は始まりません。',
    );
  if (all > 0 && done === all)
    return both('Carried out; verifying the result.', '実行が終わり、結果を確認しています。');
  return question.asks === 'undo'
    ? both(`Being undone: ${done} of ${all} done.`, `取り消し中です：${all} 件中 ${done} 件が完了。`)
    : both(`Being carried out: ${done} of ${all} done.`, `実行中です：${all} 件中 ${done} 件が完了。`);
}

/** Who wanted the jobs of the newest claim to end. */
function cancellerOf({ state }: RunView, name: NameOf): Localized | null {
  const by = state.claimed?.cancelledBy ?? null;
  return by === null ? null : name(by.person);
}

export function lostSentence({ reason, operation }: PhaseAt<'lost'>): Localized {
  const [why, what] = [lostName[reason], operationName(operation)];
  return both(
    `Nobody knows whether ${what.en} took effect: ${why.en}.`,
    `${what.ja} が完了したかどうか不明です（${why.ja}）。`,
  );
}

export function stoppedSentence(
  view: RunView,
  { why, during, detail }: PhaseAt<'stopped'>,
  name: NameOf,
): Localized {
  const { state } = view;
  const canceller = cancellerOf(view, name);
  const what = during === 'undo' ? both('The undo', '取り消し') : both('The step', '手順');
  switch (why) {
    case 'rejected': {
      const by = state.past.findLast(({ ended }) => ended === 'rejected')?.rejectedBy ?? null;
      const who = by === null ? null : name(by.person);
      return both(
        `${what.en} was rejected${who === null ? '' : ` by ${who.en}`}: ${detail.en}`,
        `${who === null ? `${what.ja}は却下されました` : `${san(who.ja)}が${what.ja}を却下しました`}：${detail.ja}`,
      );
    }
    case 'failed': {
      const outcome = state.operations.find((one) => one.state === 'failed')?.outcome;
      if (outcome?.kind === 'failed' && outcome.reason === 'cancelled') {
        // The detail says already that somebody wanted it.
        const by =
          canceller === null
            ? both('', '')
            : both(` (by ${canceller.en})`, `（指示した人：${san(canceller.ja)}）`);
        return both(
          `${what.en} failed: ${detail.en}${by.en}.`,
          `${what.ja}は失敗しました：${detail.ja}${by.ja}。`,
        );
      }
      const reason =
        outcome?.kind === 'failed'
          ? failureName[outcome.reason]
          : both('the result is not as it must be', '結果が期待どおりではありません');
      return both(
        `${what.en} failed: ${reason.en} (${detail.en}).`,
        `${what.ja}は失敗しました：${reason.ja}（${detail.ja}）。`,
      );
    }
    case 'not-done': {
      const by =
        canceller === null
          ? both('', '')
          : both(`; by ${canceller.en}`, `、指示した人は${spaced(san(canceller.ja))}`);
      const because = both(detail.en + by.en, detail.ja + by.ja);
      return both(
        `${what.en} is not done (${because.en}).`,
        `${what.ja}は完了していません（${because.ja}）。`,
      );
    }
    case 'unverified':
      return both(
        `${what.en} was carried out, but the result could not be verified (${detail.en}).`,
        `${what.ja}は実行しましたが、結果を確認できませんでした（${detail.ja}）。`,
      );
  }
}

/** Why the step at the cursor is not done, as far as anything is known. */
export function whyOpen(view: RunView, name: NameOf): Localized | null {
  const { phase } = view.state;
  if (phase.at === 'stopped') return stoppedSentence(view, phase, name);
  return phase.at === 'lost' ? lostSentence(phase) : null;
}
