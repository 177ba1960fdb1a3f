import {
  isManual,
  type Localized,
  type OpenRun,
  operationName,
  type PlannedStep,
  type RunView,
  waysOn,
} from '#core/index.ts';

import { moveWay } from './wave-standing.ts';
import { asksName, both, failureName, lostName, rehearsalPrefix } from './words.ts';

/** Where a run stands, as one sentence, and what can be done next, as commands. */
export type Standing = { readonly sentence: Localized; readonly ways: readonly string[] };
/** A person's name; where nobody knows it, the id. */
export type NameOf = (person: string) => Localized;
const idAsName: NameOf = (person) => both(person, person);

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

/** The step that the standing speaks of: the current one, or the one before it whose undo is asked for. */
export function stepInQuestion({ state, plan, step }: RunView): PlannedStep | null {
  if (state.status !== 'open' || state.asked === null) return step;
  const { question } = state.asked;
  return plan.steps.find(({ id }) => id === question.step) ?? step;
}

/** The operation that a person is at, or null. */
export function workByHand({ state, step }: RunView) {
  if (state.phase.at !== 'running') return null;
  const { claim } = state.phase;
  const now = state.operations.find((operation) => operation.state === 'started')?.id;
  const planned = [...(step?.operations ?? []), ...(step?.undo ?? [])].find(({ id }) => id === now);
  if (planned === undefined || !isManual(planned)) return null;
  return planned.verb === 'manual' || planned.verb === 'site'
    ? { claim, operation: planned.id, ask: planned.ask }
    : null;
}

const CLOSED = {
  completed: both('Completed.', '完了しました。'),
  'completed-with-skips': both('Completed, with steps skipped.', 'スキップした手順を残して完了しました。'),
  aborted: both('Aborted.', '中止しました。'),
} as const;

export function standingOf(view: RunView, name: NameOf = idAsName): Standing {
  const { state } = view;
  if (state.status !== 'open') return { sentence: CLOSED[state.status], ways: [] };
  if (state.aborting !== null)
    return {
      sentence: both(
        'Being aborted; waiting for what is still running to end.',
        '中止処理中です。動いている処理の終了を待っています。',
      ),
      ways: ['status'],
    };
  if (state.asked !== null) return askedStanding(state.asked, name);
  if (state.phase.at === 'running') return runningStanding(view, state.phase);
  if (state.paused !== null)
    return {
      sentence: both(`Paused: ${state.paused.reason}`, `一時停止中：${state.paused.reason}`),
      ways: ['resume', 'abort --reason "…"'],
    };
  switch (state.phase.at) {
    case 'idle':
      return { sentence: both('Ready for the next step.', '次の手順に進めます。'), ways: ['next-step'] };
    case 'lost': {
      const [why, operation] = [lostName[state.phase.reason], operationName(state.phase.operation)];
      return {
        sentence: both(
          `Nobody knows whether ${operation.en} took effect: ${why.en}. Look on the host, then settle it.`,
          `${operation.ja} が完了したかどうか不明です（${why.ja}）。ホストで確かめてから確定してください。`,
        ),
        ways: waysFrom(state),
      };
    }
    case 'stopped':
      return {
        sentence: stoppedSentence(view, state.phase),
        ways: [...waysFrom(state), ...moveWay(view)],
      };
  }
}

function askedStanding({ question, requestedBy, approvedBy, required }: Asked, name: NameOf): Standing {
  if (approvedBy.length >= required)
    return {
      sentence:
        required === 0
          ? both('No approval needed; about to begin.', '承認は不要です。まもなく着手します。')
          : both('Approved; about to begin.', '承認済みです。まもなく着手します。'),
      ways: ['status'],
    };
  const [asks, asker] = [asksName[question.asks], name(requestedBy.person)];
  const what =
    question.asks === 'carry-out'
      ? both('Waiting for approval', '承認待ち')
      : both(`Waiting for approval to ${asks.en}`, `${asks.ja}の承認待ち`);
  return {
    sentence: both(
      `${what.en}: ${approvedBy.length} of ${required}, from people other than ${asker.en}.`,
      `${what.ja}：${required} 件中 ${approvedBy.length} 件（要求した ${asker.ja} さん以外が承認します）。`,
    ),
    ways: ['approve', 'reject --reason "…"'],
  };
}

type Asked = NonNullable<OpenRun['asked']>;
type Phase<At extends OpenRun['phase']['at']> = Extract<OpenRun['phase'], { at: At }>;

function runningStanding(view: RunView, phase: Phase<'running'>): Standing {
  const byHand = workByHand(view);
  if (byHand !== null)
    return {
      sentence: both(`A person does this: ${byHand.ask.en}`, `担当者の作業です：${byHand.ask.ja}`),
      ways: ['confirm --note "…"', 'confirm --not-done --note "…"'],
    };
  return { sentence: runningSentence(view, phase), ways: ['status', 'cancel'] };
}

function runningSentence(view: RunView, { cancelling, rejected, question }: Phase<'running'>): Localized {
  const { done, all } = countOperations(view);
  if (cancelling)
    return both(
      'The jobs were told to end; waiting until they have.',
      'ジョブの終了を指示しました。終わるのを待っています。',
    );
  if (rejected || view.state.paused !== null)
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

function stoppedSentence({ state }: RunView, { why, during, detail }: Phase<'stopped'>): Localized {
  const what = during === 'undo' ? both('The undo', '取り消し') : both('The step', '手順');
  switch (why) {
    case 'rejected':
      return both(`${what.en} was rejected: ${detail.en}`, `${what.ja}は却下されました：${detail.ja}`);
    case 'failed': {
      const outcome = state.operations.find((one) => one.state === 'failed')?.outcome;
      const reason =
        outcome?.kind === 'failed'
          ? failureName[outcome.reason]
          : both('the result is not as it must be', '結果が期待どおりではありません');
      return both(
        `${what.en} failed: ${reason.en} (${detail.en}).`,
        `${what.ja}は失敗しました：${reason.ja}（${detail.ja}）。`,
      );
    }
    case 'not-done':
      return both(`${what.en} is not done (${detail.en}).`, `${what.ja}は完了していません（${detail.ja}）。`);
    case 'unverified':
      return both(
        `${what.en} was carried out, but the result could not be verified (${detail.en}).`,
        `${what.ja}は実行しましたが、結果を確認できませんでした（${detail.ja}）。`,
      );
  }
}

const TYPED: Readonly<Record<string, readonly string[]>> = {
  settle: ['settle done --reason "…"', 'settle not-done --reason "…"'],
  skip: ['skip --reason "…"'],
  undo: ['undo --reason "…"'],
  abort: ['abort --reason "…"'],
};

/** The ways on from where the run stopped, as somebody types them. */
const waysFrom = (state: OpenRun): string[] =>
  waysOn(state)
    .flatMap((way): readonly string[] => TYPED[way] ?? [way])
    .filter((way) => state.phase.at === 'lost' || !way.startsWith('settle not-done'));

/** The step that a form is about, with the mark of a rehearsal in front. */
export function aboutStep(view: RunView, step: string): Localized {
  const found = view.plan.steps.find(({ id }) => id === step);
  const [mark, name] = [rehearsalPrefix(view), found === undefined ? both('', '') : stepName(found)];
  return both(`${mark.en}${view.run} ${name.en}`, `${mark.ja}${view.run} ${name.ja}`);
}
