import type { types } from '@slack/bolt';

import type { Language, Refusal, Reply } from '#core/index.ts';

import { refusalSentence } from './messages/refusals.ts';
import { both } from './messages/words.ts';

/** An answer for one person alone. */
export type Ephemeral = { readonly text: string; readonly blocks?: types.KnownBlock[] };

export const refused = (no: Refusal, language: Language): Ephemeral => ({
  text: `${refusalSentence(no)[language]}  \`${no.code}\``,
});

const unchanged = both(
  'Nothing changed: this had already been said.',
  '変更はありません。すでに同じ回答を受け付けています。',
);

/** What the person who asked gets back; null where the card says it all. */
export function answerTo(reply: Reply, language: Language): Ephemeral | null {
  switch (reply.kind) {
    case 'accepted':
      return null;
    case 'unchanged':
      return { text: unchanged[language] };
    case 'refused':
      return refused(reply.refusal, language);
  }
}
