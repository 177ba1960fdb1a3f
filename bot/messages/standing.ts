import type { Localized, PlannedStep, RunView } from '#core/index.ts';

import { both, lostName } from './words.ts';

/** Where a run stands, as one sentence, and what can be done next, as command names. */
export type Standing = { readonly sentence: Localized; readonly ways: readonly string[] };

/** How many steps apply, and how many of them are behind. */
export function countSteps({ state }: RunView): { readonly done: number; readonly all: number } {
  const applying = state.results.filter(({ result }) => result !== 'not-applicable');
  return { done: applying.filter(({ result }) => result !== 'pending').length, all: applying.length };
}

/** How many operations of the current step are done: "3 of 7". */
export function countOperations({ state }: RunView): { readonly done: number; readonly all: number } {
  return {
    done: state.operations.filter((operation) => operation.state === 'succeeded').length,
    all: state.operations.length,
  };
}

export const stepName = (step: Pick<PlannedStep, 'number' | 'title'>): Localized =>
  both(`${step.number} ${step.title.en}`, `${step.number} ${step.title.ja}`);

export function standingOf(view: RunView): Standing {
  const { state } = view;
  if (state.status === 'completed') return { sentence: both('Completed.', '完了しました。'), ways: [] };
  if (state.status === 'completed-with-skips')
    return {
      sentence: both('Completed, with steps skipped.', 'スキップした手順を残して完了しました。'),
      ways: [],
    };
  if (state.status === 'aborted') return { sentence: both('Aborted.', '中止しました。'), ways: [] };
  if (state.aborting !== null)
    return {
      sentence: both(
        'Being aborted; waiting for what is still running to end.',
        '中止処理中です。動いている処理の終了を待っています。',
      ),
      ways: ['status'],
    };
  if (state.asked !== null) return askedStanding(view, state.asked.approvedBy.length, state.asked.required);
  if (state.paused !== null && state.phase.at !== 'running')
    return {
      sentence: both(`Paused: ${state.paused.reason}`, `一時停止中：${state.paused.reason}`),
      ways: ['resume', 'abort'],
    };
  switch (state.phase.at) {
    case 'idle':
      return { sentence: both('Ready for the next step.', '次の手順に進めます。'), ways: ['next-step'] };
    case 'running':
      return runningStanding(view);
    case 'lost': {
      const why = lostName[state.phase.reason];
      return {
        sentence: both(
          `Nobody knows whether operation ${state.phase.operation} took effect: ${why.en}. Look on the host, then settle it.`,
          `操作 ${state.phase.operation} が効いたかどうか分かっていません：${why.ja}。ホストで確かめてから確定してください。`,
        ),
        ways: ['settle done', 'settle not-done', 'abort'],
      };
    }
    case 'stopped':
      return stoppedStanding(state.phase.why, state.phase.detail);
  }
}

function askedStanding(view: RunView, given: number, required: number): Standing {
  if (given >= required)
    return {
      sentence: both('Approved; about to begin.', '承認済みです。まもなく着手します。'),
      ways: ['status'],
    };
  const asker = view.state.asked?.requestedBy.person ?? '';
  return {
    sentence: both(
      `Waiting for approval: ${given} of ${required}, from people other than ${asker}.`,
      `承認待ち：${required} 件中 ${given} 件（要求した ${asker} 以外の人が承認します）。`,
    ),
    ways: ['approve', 'reject'],
  };
}

function runningStanding(view: RunView): Standing {
  const { done, all } = countOperations(view);
  const current = view.state.operations.find(({ state }) => state === 'started');
  const planned = [...(view.step?.operations ?? []), ...(view.step?.undo ?? [])].find(
    ({ id }) => id === current?.id,
  );
  if (planned?.verb === 'manual' || (planned?.verb === 'site' && planned.mapped === null))
    return {
      sentence: both(`A person does this: ${planned.ask.en}`, `担当者の作業です：${planned.ask.ja}`),
      ways: ['confirm --note "…"', 'confirm --not-done --note "…"'],
    };
  if (all > 0 && done === all)
    return {
      sentence: both('Carried out; verifying the result.', '実行が終わり、結果を確認しています。'),
      ways: ['status', 'cancel'],
    };
  return {
    sentence: both(
      `Being carried out: ${done} of ${all} done.`,
      `実行中です：${all} 件中 ${done} 件が完了。`,
    ),
    ways: ['status', 'cancel'],
  };
}

function stoppedStanding(why: 'rejected' | 'failed' | 'not-done' | 'unverified', detail: string): Standing {
  const ways = ['retry', 'skip', 'abort'];
  const tail = detail === '' ? both('', '') : both(` ${detail}`, ` ${detail}`);
  switch (why) {
    case 'rejected':
      return { sentence: both(`Rejected.${tail.en}`, `却下されました。${tail.ja}`), ways };
    case 'failed':
      return { sentence: both(`Failed.${tail.en}`, `失敗しました。${tail.ja}`), ways };
    case 'not-done':
      return {
        sentence: both(`Settled as not done.${tail.en}`, `未完了として確定しました。${tail.ja}`),
        ways,
      };
    case 'unverified':
      return {
        sentence: both(
          `Carried out, but the result could not be verified.${tail.en}`,
          `実行しましたが、結果を確認できませんでした。${tail.ja}`,
        ),
        ways: ['retry', 'abort'],
      };
  }
}
