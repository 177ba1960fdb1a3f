import type { Language } from '#core/index.ts';

import { section, type View } from './blocks.ts';
import { cardWords } from './card-words.ts';
import { both } from './words.ts';

const SENTENCES = {
  checking: both(
    'Looking up what the run needs. This takes a moment; if something is wrong, the form comes back.',
    '実行に必要な情報を確かめています。しばらくお待ちください。誤りがあれば、入力画面に戻ります。',
  ),
  begun: both('The run has begun. You can close this.', '実行を開始しました。この画面は閉じて構いません。'),
};

/** Stands in the place of the start form while nobody knows yet whether the run begins, and once it has. */
export const startingForm = (now: keyof typeof SENTENCES, language: Language): View => ({
  type: 'modal',
  callback_id: 'starting',
  title: { type: 'plain_text', text: cardWords.startTitle[language] },
  close: { type: 'plain_text', text: cardWords.close[language] },
  blocks: [section(SENTENCES[now][language])],
});
