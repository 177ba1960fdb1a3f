import { type Localized, operationName, placeOf, requiredApprovals, type RunView } from '#core/index.ts';

import { clip } from './blocks.ts';
import { both } from './words.ts';

/** Buttons that ask for a verdict or a way round the step, and what the form behind each is called. */
export const ASKING = {
  settle_done: { asks: 'settle-done', title: both('Settle as done', '完了と確定') },
  settle_not_done: { asks: 'settle-not-done', title: both('Settle as not done', '未完了と確定') },
  skip: { asks: 'skip', title: both('Skip the step', '手順のスキップ') },
  undo: { asks: 'undo', title: both('Go on undoing', '取り消しを続ける') },
} as const;
export type Asking = keyof typeof ASKING;

const LONGEST_COMMAND = 300;

/** Which operation it is about, what follows from a yes, and how many others have to say yes. */
export function meansOf(action: Asking, view: RunView): readonly Localized[] {
  const { asks } = ASKING[action];
  return [...lostOperation(view), follows(action, view), approvalsFor(asks, view)];
}

/** The operation whose outcome nobody knows, with its command and host. */
function lostOperation({ state, step }: RunView): readonly Localized[] {
  const { phase } = state;
  if (phase.at !== 'lost') return [];
  const name = operationName(phase.operation);
  const planned = [...(step?.operations ?? []), ...(step?.undo ?? [])].find(
    ({ id }) => id === phase.operation,
  );
  const host = planned === undefined ? null : placeOf(planned);
  const command = clip(planned?.command ?? '', LONGEST_COMMAND);
  const where = host === null ? both('', '') : both(` on ${host}`, `（${host}）`);
  return [
    both(`It is about ${name.en}${where.en}: ${command}`, `対象は${name.ja}${where.ja}です：${command}`),
  ];
}

const FOLLOWS = {
  operation: both(
    'You say that it did take effect. Once approved, it counts as done; if others of the step are left, a retry goes on with them.',
    'この操作は実際には完了していた、という判断です。承認されると完了として扱われ、手順に残りの操作があれば、再試行でその続きから進みます。',
  ),
  step: both(
    'You say that the whole step is done, e.g. by hand. Once approved, it counts as done and none of its operations runs again.',
    '手作業などで、手順全体がすでに済んでいる、という判断です。承認されると完了として扱われ、この手順の操作は実行されません。',
  ),
  undo: both(
    'You say that the undo is done, e.g. by hand. Once approved, the step stands as never carried out.',
    '手作業などで、取り消しがすでに済んでいる、という判断です。承認されると、手順は未実施に戻ります。',
  ),
  'not-done': both(
    'You say that it took no effect. Once approved, the step stops there, and a retry carries that operation out again.',
    'この操作は何も行われていなかった、という判断です。承認されると手順はここで止まり、再試行すると、この操作をもう一度実行します。',
  ),
  skip: both(
    'Once approved, the step is left out for good and the run ends as completed with skips.',
    '承認されると、この手順は実行されないまま次へ進みます。実行全体は「完了（スキップあり）」として終わります。',
  ),
  'go-on-undoing': both(
    'Once approved, the undo goes on with its first operation that is not done.',
    '承認されると、取り消しのうち、まだ完了していない最初の操作から続けます。',
  ),
} as const;

function follows(action: Asking, { state: { phase } }: RunView): Localized {
  switch (action) {
    case 'settle_not_done':
      return FOLLOWS['not-done'];
    case 'skip':
      return FOLLOWS.skip;
    case 'undo':
      return FOLLOWS['go-on-undoing'];
    case 'settle_done':
      if (phase.at === 'lost') return FOLLOWS.operation;
      return phase.at === 'stopped' && phase.during === 'undo' ? FOLLOWS.undo : FOLLOWS.step;
  }
}

function approvalsFor(asks: (typeof ASKING)[Asking]['asks'], { state }: RunView): Localized {
  const step = state.plan.steps[state.cursor];
  const needed = step === undefined ? 1 : requiredApprovals(asks, step);
  if (needed === 0) return both('No approval is needed.', '承認は要りません。');
  return both(
    `${needed === 1 ? 'One other person has' : `${needed} other people have`} to approve it.`,
    `あなた以外の ${needed} 人の承認が必要です。`,
  );
}
