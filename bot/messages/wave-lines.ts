import type { Localized, Move, RunEvent } from '#core/index.ts';

import { both, san } from './words.ts';

type Sentence = {
  readonly en: (v: Readonly<Record<string, string>>) => string;
  readonly ja: (v: Readonly<Record<string, string>>) => string;
};
const of = (v: Readonly<Record<string, string>>, key: string): string => v[key] ?? '?';

/** Why users cannot be moved, or a wave cannot begin. */
export const WAVE_REFUSALS = {
  'unknown-wave': {
    en: (v) =>
      of(v, 'known') === ''
        ? 'This run has no waves.'
        : `This run has no wave “${of(v, 'wave')}”. Its waves: ${of(v, 'known')}.`,
    ja: (v) =>
      of(v, 'known') === ''
        ? 'この実行にはウェーブがありません。'
        : `この実行にウェーブ「${of(v, 'wave')}」はありません。指定できるのは ${of(v, 'known')} です。`,
  },
  'wave-over': {
    en: (v) =>
      `Nobody can change to or from the wave ${of(v, 'wave')} any more. Users leave a wave before it is over, for one that has not begun.`,
    ja: (v) =>
      `ウェーブ ${of(v, 'wave')} のユーザはもう変更できません。移せるのは、終わっていないウェーブから、まだ始まっていないウェーブへだけです。`,
  },
  'wave-not-later': {
    en: (v) => `${of(v, 'to')} does not come after ${of(v, 'from')}. Users are moved to a later wave.`,
    ja: (v) =>
      `${of(v, 'to')} は ${of(v, 'from')} より後のウェーブではありません。ユーザは後のウェーブへ移してください。`,
  },
  'not-in-wave': {
    en: (v) => `Not in the wave ${of(v, 'wave')}: ${of(v, 'users')}.`,
    ja: (v) => `ウェーブ ${of(v, 'wave')} にいないユーザです：${of(v, 'users')}`,
  },
  'other-domain': {
    en: (v) =>
      `${of(v, 'from')} and ${of(v, 'to')} are waves of different mail domains. Choose a later wave of the same domain.`,
    ja: (v) =>
      `${of(v, 'from')} と ${of(v, 'to')} はメールドメインが異なります。同じドメインの、後のウェーブを指定してください。`,
  },
  'error-budget-spent': {
    en: (v) =>
      `${of(v, 'taken')} users had to be taken out of their wave and ${of(v, 'budget')} were allowed, so ${of(v, 'wave')} does not begin. Find out why first. Then pause the run and resume it, which somebody else approves.`,
    ja: (v) =>
      `ウェーブから外したユーザが ${of(v, 'taken')} 人になり、許容数の ${of(v, 'budget')} 人を超えたため、${of(v, 'wave')} は始められません。先に原因を調べてください。続けるには、実行を一時停止してから再開してください（再開にはほかの人の承認が必要です）。`,
  },
} as const satisfies Readonly<Record<string, Sentence>>;

/** Who is in a wave from now on. `who` moved them, or started the run. */
export function waveLine(
  { wave, members, taken, reason }: Extract<RunEvent, { type: 'WaveAssigned' }>,
  who: Localized,
): Localized {
  const { count } = members;
  if (reason === null) return both(`Wave ${wave}: ${count} users`, `ウェーブ ${wave}：${count} 人`);
  const out =
    taken === 0 ? both('', '') : both(`, ${taken} taken out while it ran`, `（実行中に ${taken} 人を除外）`);
  return both(
    `Wave ${wave} has ${count} users now${out.en}: moved by ${who.en} (${reason})`,
    `ウェーブ ${wave} は ${count} 人になりました${out.ja}：${san(who.ja)}による移動（${reason}）`,
  );
}

/** Ten names, and how many more. */
export function someUsers(users: readonly string[]): Localized {
  const first = users.slice(0, 10);
  const more = users.length - first.length;
  return both(
    `${first.join(', ')}${more === 0 ? '' : ` and ${more} more`}`,
    `${first.join('、')}${more === 0 ? '' : ` ほか ${more} 人`}`,
  );
}

/** What is to be moved, as a clause behind the question. */
export function moveLine({ users, from, to }: Move): Localized {
  const names = someUsers(users);
  return both(`${names.en} from wave ${from} to ${to}`, `${names.ja}（ウェーブ ${from} から ${to} へ）`);
}

/** Somebody wants it. */
export function moveAsked(move: Move, who: Localized, reason: string | null): Localized {
  const what = moveLine(move);
  return both(
    `${who.en} asked to move ${what.en} (${reason ?? ''})`,
    `${san(who.ja)}がユーザの移動を要求しました：${what.ja}（${reason ?? ''}）`,
  );
}
