import type { Localized, RunView, StepResult } from '#core/index.ts';

import { both, resultName } from './words.ts';

/** How a step stands: its result, or, while it has none, what has come of it so far. */
export type StepCode =
  | StepResult['result']
  | 'running'
  | 'undoing'
  | 'undone'
  | 'failed'
  | 'lost'
  | 'rejected'
  | 'not-done'
  | 'unverified'
  | 'undo-failed'
  | 'undo-lost'
  | 'undo-not-done'
  | 'broken-off';

export type StepStanding = {
  readonly code: StepCode;
  readonly text: Localized;
  /** Of the attempt that has begun; null where none has, or it is over. */
  readonly operations: { readonly done: number; readonly all: number } | null;
};

const codeName: { readonly [C in Exclude<StepCode, StepResult['result']>]: Localized } = {
  running: both('being carried out', '実行中'),
  undoing: both('being undone', '取り消し中'),
  undone: both('undone', '取り消し済み'),
  failed: both('failed', '失敗'),
  lost: both('outcome unknown', '結果不明'),
  rejected: both('rejected', '却下'),
  'not-done': both('not done', '未完了'),
  unverified: both('carried out, not verified', '実行済み（結果は未確認）'),
  'undo-failed': both('undo failed', '取り消しに失敗'),
  'undo-lost': both('outcome of the undo unknown', '取り消しの結果不明'),
  'undo-not-done': both('undo not done', '取り消しが未完了'),
  'broken-off': both('broken off', '途中で打ち切り'),
};
const nameOf = (code: StepCode): Localized => ({ ...resultName, ...codeName })[code];

/** How many operations of the current step are done: "3 of 7". */
export function countOperations({ state }: Pick<RunView, 'state'>): {
  readonly done: number;
  readonly all: number;
} {
  return {
    done: state.operations.filter((operation) => operation.state === 'succeeded').length,
    all: state.operations.length,
  };
}

/** Whether the run was aborted while this step stood open: begun, or stopped, or its outcome unknown. */
export const isLeftOpen = ({ state, plan }: RunView, step: string): boolean =>
  state.status === 'aborted' && state.phase.at !== 'idle' && plan.steps[state.cursor]?.id === step;

/** How the step at `index` of the plan stands: never merely "to do" where it has been tried. */
export function stepStanding(view: RunView, index: number): StepStanding {
  const { state } = view;
  const code = codeOf(view, index);

  const { done, all } = countOperations(view);
  const counts = index === state.cursor && state.phase.at !== 'idle' && code !== 'rejected' && all > 0;
  const name = nameOf(code);
  return {
    code,
    text:
      counts && all > 1 && code !== 'unverified'
        ? both(
            `${name.en}, ${done} of ${all} operations done`,
            `${name.ja}（操作 ${all} 件中 ${done} 件が完了）`,
          )
        : name,
    operations: counts ? { done, all } : null,
  };
}

function codeOf({ state }: RunView, index: number): StepCode {
  const found = state.results[index];
  if (found === undefined) return 'pending';
  const { result, attempts, startedAt } = found;
  if (result !== 'pending') return result;
  const { phase } = state;
  if (index !== state.cursor || phase.at === 'idle')
    return attempts > 0 && startedAt === null ? 'undone' : 'pending';
  switch (phase.at) {
    case 'running': {
      const isUndo = phase.question.asks === 'undo';
      if (state.status !== 'aborted') return isUndo ? 'undoing' : 'running';
      if (isUndo) return 'undo-not-done';
      return state.operations.every((operation) => operation.state === 'succeeded')
        ? 'unverified'
        : 'broken-off';
    }
    case 'lost':
      return phase.question.asks === 'undo' ? 'undo-lost' : 'lost';
    case 'stopped':
      if (phase.during === 'carry-out') return phase.why;
      return phase.why === 'failed' ? 'undo-failed' : 'undo-not-done';
  }
}
