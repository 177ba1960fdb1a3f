import type { Localized, Unchanged } from '#core/index.ts';

import { both } from './words.ts';

/** Why an answer changed nothing. A repeated answer is no mistake, so these only say how things stand. */
const SENTENCES: { readonly [U in Unchanged]: Localized } = {
  'already-asked': both('This has already been asked for.', 'この要求はすでに受け付けています。'),
  'already-approved-by-you': both(
    'You have approved this already; it counts once.',
    'すでに承認済みです。1 人の承認は 1 件と数えます。',
  ),
  'enough-approvals': both(
    'Enough people have approved this already.',
    '必要な数の承認がすでに集まっています。',
  ),
  'already-rejected': both('This has already been rejected.', 'すでに却下されています。'),
  'already-started': both('This step has already begun.', 'この手順はすでに着手済みです。'),
  'already-recorded': both('This has already been recorded.', 'すでに記録済みです。'),
  'already-confirmed': both('This has already been confirmed.', 'すでに確認済みです。'),
  'already-met': both('This host is known already.', 'このホストはすでに確認済みです。'),
  'already-cancelling': both(
    'The jobs have already been asked to end.',
    'ジョブの終了はすでに指示済みです。',
  ),
  'already-paused': both('The run is paused already.', '実行はすでに一時停止しています。'),
  'already-aborting': both('The run is already being aborted.', '実行はすでに中止処理中です。'),
  'probe-proves-nothing': both(
    'The check could not tell, so nothing was decided.',
    '自動確認では判断できなかったため、何も確定していません。',
  ),
};

const FALLBACK = both('Nothing changed.', '変更はありません。');

/** `because` of an answer that changed nothing. */
export const unchangedSentence = (because: string): Localized =>
  Object.entries(SENTENCES).find(([code]) => code === because)?.[1] ?? FALLBACK;
