import { type Localized, parseYamlFile, wavesForm } from '#core/index.ts';

import { both } from './words.ts';

/** Waves are told apart at a glance up to here. */
const MOST_NAMED = 5;

/**
 * Waves as `watari waves` and the lab write them down, in words: names, and how many users each has. Null for what people
 * type themselves and can read: a list in words, a path.
 */
export function wavesInWords(text: string): Localized | null {
  const { value } = parseYamlFile('values', text, wavesForm);
  if (value === null) return null;
  const named = value.slice(0, MOST_NAMED).map(({ name, users }) => {
    const who =
      users === undefined
        ? both('found by a filter', 'フィルタで選択')
        : both(`${users.length} ${users.length === 1 ? 'user' : 'users'}`, `${users.length} 人`);
    return both(`${name} (${who.en})`, `${name}（${who.ja}）`);
  });
  const left = value.length - named.length;
  const more = left === 0 ? both('', '') : both(`, ${left} more`, `、ほか ${left} 個`);
  return both(named.map(({ en }) => en).join(', ') + more.en, named.map(({ ja }) => ja).join('、') + more.ja);
}

/** How to enter waves. */
export const wavesHint = both(
  'Enter one wave a line as name: user user, e.g. canary: wallyc maryl. Or paste what watari waves wrote, up to 3000 characters; for more, start in the terminal with --set waves=@FILE.',
  '入力するときは、1 行に 1 つのウェーブを「名前: ユーザ ユーザ」の形で書きます（例：canary: wallyc maryl）。watari waves が書き出したファイルの中身も貼り付けられます（3000 文字まで。超える場合は、ターミナルで --set waves=@FILE を使って開始してください）。',
);
