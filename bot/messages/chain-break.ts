import type { ChainBreak, Localized } from '#core/index.ts';

import { both } from './words.ts';

const WHY: { readonly [B in ChainBreak]: Localized } = {
  'event-missing': both('it is missing', 'このイベントがありません'),
  'not-following': both('it does not follow the event before it', '直前のイベントとつながっていません'),
  'content-changed': both('its content was changed after it was written', '記録後に内容が変更されています'),
};

/** Where the chain of a run breaks, and why. */
export const chainBreakSentence = (run: string, version: number, because: ChainBreak): Localized => {
  const why = WHY[because];
  return both(
    `The chain of ${run} is broken at event ${version}: ${why.en}.`,
    `${run} のチェーンはイベント ${version} で壊れています（${why.ja}）。`,
  );
};
