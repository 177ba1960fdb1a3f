import type { Localized, RunId, RunView } from '#core/index.ts';

import { standingOf, stepInQuestion, stepName } from '../messages/standing.ts';
import { both } from '../messages/words.ts';
import type { Moves } from '../rehearsal/simulated-people.ts';
import type { Stage } from '../rehearsal/stage.ts';

/** Calls `say` once for every new step or phase, not for every event. */
export function reporter(say: (view: RunView) => void): (view: RunView) => void {
  let last = '';
  return (view) => {
    const { state } = view;
    const phase = state.status === 'open' ? state.phase.at : state.status;
    const key = `${view.step?.id ?? ''} ${state.attempt} ${phase}`;
    if (key !== last) say(view);
    last = key;
  };
}

export function progressLine(view: RunView): Localized {
  const standing = standingOf(view).sentence;
  const step = stepInQuestion(view);
  if (step === null || view.state.status !== 'open') return standing;
  const name = stepName(step);
  return both(`${name.en}: ${standing.en}`, `${name.ja}：${standing.ja}`);
}

/** A script's view of how every step of the plan went. */
export const stepsJson = (view: RunView) =>
  view.plan.steps.map(({ id, number }, index) => {
    const result = view.state.results[index];
    const ms =
      result?.startedAt == null || result.endedAt === null
        ? 0
        : Date.parse(result.endedAt) - Date.parse(result.startedAt);
    return { id, number, outcome: result?.result ?? 'pending', attempts: result?.attempts ?? 0, ms };
  });

/** Why it did not come to its end, and how it can. */
export function whyNotCompleted(moves: Moves, run: RunId): Localized {
  if (moves.kind === 'closed') return both('Not completed.', '完了しませんでした。');
  const goOn = `npm run -s watari -- rehearse --run ${run} --yes`;
  const abort = `${goOn} --abort`;
  const ways = both(
    `The run stays open. To go on: ${goOn}. To end it: ${abort}.`,
    `実行は閉じていません。続けるには ${goOn} を、終わらせるには ${abort} を実行してください。`,
  );
  return moves.kind === 'interrupted'
    ? both(`Interrupted; the lab has ended. ${ways.en}`, `中断し、ラボを終了しました。${ways.ja}`)
    : both(
        `Not completed. ${moves.because.en}\n${ways.en}`,
        `完了しませんでした。${moves.because.ja}\n${ways.ja}`,
      );
}

export const whyNoStage = ({
  kind,
  run,
}: Extract<Stage, { kind: 'no-rehearsal' | 'lab-removed' }>): Localized =>
  kind === 'no-rehearsal'
    ? both(
        `${run} is no rehearsal, so no lab belongs to it.`,
        `${run} はリハーサルではないため、対応するラボがありません。`,
      )
    : both(`The lab of ${run} was removed.`, `${run} のラボは削除されています。`);
