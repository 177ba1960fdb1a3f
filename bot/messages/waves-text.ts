import type { Localized, RunView, Wave } from '#core/index.ts';

import { size } from './sessions-line.ts';
import { someUsers } from './wave-lines.ts';
import { both } from './words.ts';

const bytesOf = (wave: Wave): number | null =>
  (wave.users ?? []).reduce<number | null>(
    (sum, { bytes }) => (sum === null || bytes === null ? null : sum + bytes),
    0,
  );

/** A wave as one line: its name, how many users, what they hold, and the first of them. */
export function waveLines(wave: Wave): Localized {
  const users = (wave.users ?? []).map(({ mailbox }) => mailbox);
  const bytes = bytesOf(wave);
  const held =
    bytes === null || users.length === 0 ? both('', '') : both(`, ${size(bytes)}`, `、${size(bytes)}`);
  const names = someUsers(users);
  const out = someUsers(wave.movedOut.map(({ mailbox }) => mailbox));
  const left =
    wave.movedOut.length === 0
      ? both('', '')
      : both(`. Moved to a later wave: ${out.en}`, `（後のウェーブへ移動：${out.ja}）`);
  return both(
    `${wave.name} (${wave.domain}): ${users.length} users${held.en}: ${names.en}${left.en}`,
    `${wave.name}（${wave.domain}）：${users.length} 人${held.ja}：${names.ja}${left.ja}`,
  );
}

const NO_WAVES = both('This run has no waves.', 'この実行にはウェーブがありません。');

/** Every wave of a run, a line each. */
export const wavesOf = ({ waves }: RunView): readonly Localized[] =>
  waves.length === 0 ? [NO_WAVES] : waves.map(waveLines);
