import type { Localized } from '#core/index.ts';

import { both, operationName } from './words.ts';

/** Why a step stopped, where the decider itself says it; everything else is what a host printed or a person wrote. */
const SAID: Readonly<Record<string, Localized>> = {
  'rejected while it ran': both('rejected while it ran', '実行中に却下'),
  'the run was paused': both('the run was paused', '実行の一時停止'),
  cancelled: both('cancelled', '取り消し'),
};
const SETTLED =
  /^(?<operation>(?:do|undo)\.\d+) was settled as (?<verdict>done|not done)(?:; (?<left>\d+) of (?<all>\d+) left)?$/u;

export function detailText(detail: string): Localized {
  const said = SAID[detail];
  if (said !== undefined) return said;
  const settled = SETTLED.exec(detail)?.groups;
  if (settled === undefined) return both(detail, detail);
  const { operation = '', verdict = '', left, all } = settled;
  const name = operationName(operation);
  const verdictJa = verdict === 'done' ? '完了' : '未完了';
  const rest =
    left === undefined
      ? both('', '')
      : both(`; ${left} of ${all ?? ''} left`, `、残り ${left}/${all ?? ''} 件`);
  return both(
    `${name.en} was settled as ${verdict}${rest.en}`,
    `${name.ja} を${verdictJa}として確定${rest.ja}`,
  );
}
