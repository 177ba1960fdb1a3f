import { type Localized, type Move, type RunView, waveHasBegun } from '#core/index.ts';

import { stepName } from './standing.ts';
import { someUsers } from './wave-lines.ts';
import { both } from './words.ts';

/** What people are asked where users are to change their wave: a question of its own, not the one about the step. */
export type MoveAsked = {
  readonly title: Localized;
  readonly who: Localized;
  /** What the counts of both waves become. */
  readonly counts: Localized;
  /** What a yes does, and what it does not do. */
  readonly does: Localized;
  readonly doesNot: Localized;
  readonly move: Move;
};

/** The move that waits for an answer, or null. */
export function moveAskedIn(view: RunView): MoveAsked | null {
  const { state } = view;
  const move = state.status === 'open' ? state.asked?.move : undefined;
  if (move === undefined) return null;
  const { users, from, to } = move;
  const names = someUsers(users);
  return {
    title: both(`Move users: wave ${from} to ${to}`, `ユーザの移動：ウェーブ ${from} から ${to} へ`),
    who: both(
      `${users.length} ${users.length === 1 ? 'user' : 'users'}: ${names.en}`,
      `${users.length} 人：${names.ja}`,
    ),
    counts: countsOf(view, move),
    does: whatItDoes(view, move),
    doesNot: whatItDoesNot(view),
    move,
  };
}

function countsOf({ waves }: RunView, { from, to, members }: Move): Localized {
  const now = (name: string): string =>
    String(waves.find((wave) => wave.name === name)?.users?.length ?? '?');
  const changed = (name: string, count: number): Localized =>
    both(`${name}: ${now(name)} → ${count} users`, `${name}：${now(name)} 人 → ${count} 人`);
  const [left, right] = [changed(from, members.from.count), changed(to, members.to.count)];
  return both(`${left.en}; ${right.en}`, `${left.ja}、${right.ja}`);
}

function whatItDoes({ state }: RunView, { users, from, to }: Move): Localized {
  const many = users.length !== 1;
  const plain = both(
    `${many ? 'They leave' : 'The user leaves'} ${from}, whose further steps leave ${many ? 'them' : 'this user'} out, and ${many ? 'are' : 'is'} moved with ${to}.`,
    `${from} から外れ、${from} のこれからの手順では対象になりません。移行は ${to} で行います。`,
  );
  if (!waveHasBegun(state, from)) return plain;
  return both(
    `${plain.en} ${from} has begun: what its steps have done for ${many ? 'them' : 'this user'} stays until a later step of ${from} puts it back, and ${many ? 'they count' : 'the user counts'} towards the error budget.`,
    `${plain.ja}${from} は始まっているため、すでに行った変更は、${from} のあとの手順が元に戻すまでそのまま残ります。人数は、外してよい人数（errorBudget）に数えます。`,
  );
}

function whatItDoesNot({ step }: RunView): Localized {
  const nothing = both(
    'No command runs, and nothing changes on a host or in a directory.',
    'コマンドは実行せず、ホストやディレクトリの内容も変わりません。',
  );
  if (step === null) return nothing;
  const name = stepName(step);
  return both(
    `${nothing.en} Step ${name.en} is not approved by this: it has a question of its own.`,
    `${nothing.ja}手順「${name.ja}」の承認にはなりません。手順は、これとは別に要求します。`,
  );
}
