import type { Localized } from '#core/index.ts';

import type { CommandName } from '../commands.ts';
import { both } from '../messages/words.ts';
import { EXIT } from './screen.ts';

/** What exit statuses mean, whatever the command. */
export const EXIT_MEANINGS: { readonly [E in keyof typeof EXIT]: Localized } = {
  done: both('Done.', '完了しました。'),
  no: both(
    'The answer is no: a problem, a refusal, a failure.',
    'できませんでした（問題がある、拒否された、失敗した）。',
  ),
  usage: both('Wrong usage: nothing was done.', '使い方が正しくないため、何も行っていません。'),
  fault: both(
    'An error of Watari itself: the sentence says what broke.',
    'Watari 内部のエラーです。何が起きたかを表示します。',
  ),
};

const stuck = both(
  'It was refused, or the step stands failed or lost now.',
  '拒否されたか、手順が失敗または不明の状態です。',
);
const noRun = both(
  'There is no such run, or it is not clear which one is meant.',
  '対象の実行がないか、1 つに決まりません。',
);

/** What status 1 says of a command. Null where it never ends so. */
export const NO_MEANS: { readonly [C in CommandName]: Localized | null } = {
  help: null,
  list: null,
  plan: both(
    'The values cannot stand, or there is no such runbook.',
    '値に問題があるか、ランブックがありません。',
  ),
  check: both('A problem was found.', '問題が見つかりました。'),
  new: both('There is a runbook of this name already.', '同じ名前のランブックがあります。'),
  reference: null,
  start: both('It was refused, or the values cannot stand.', '拒否されたか、値に問題があります。'),
  'next-step': stuck,
  status: noRun,
  approve: stuck,
  reject: stuck,
  confirm: stuck,
  retry: stuck,
  settle: stuck,
  skip: stuck,
  undo: stuck,
  cancel: stuck,
  note: stuck,
  pause: stuck,
  resume: stuck,
  abort: stuck,
  waves: both('It was refused, or no waves can be made.', '拒否されたか、ウェーブを作成できません。'),
  log: noRun,
  history: null,
  docs: both(
    'There is no such page, or nobody said where the documentation is.',
    'ページがないか、ドキュメントの場所が設定されていません。',
  ),
  audit: both(
    'The chain does not hold, or there is no such run.',
    'チェーンが正しくつながっていないか、実行がありません。',
  ),
  rehearse: both(
    'The run did not come to its end, or it was refused.',
    '実行が最後まで進まなかったか、拒否されました。',
  ),
  doctor: both('Something is not ready.', '準備のできていないものがあります。'),
  hosts: both(
    'The host shows another key, or is not in the inventory.',
    'ホストの鍵が異なるか、インベントリにありません。',
  ),
  lang: both('This login belongs to nobody.', 'このログインは登録されていません。'),
};
