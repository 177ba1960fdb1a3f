import type { types } from '@slack/bolt';

import type { Language, Refusal, Reply } from '#core/index.ts';

import { context, escape, plain } from './messages/blocks.ts';
import { refusalSentence } from './messages/refusals.ts';
import { unchangedSentence } from './messages/unchanged.ts';

/** An answer for one person alone. */
export type Ephemeral = { readonly text: string; readonly blocks?: types.KnownBlock[] };

export function refused(no: Refusal, language: Language): Ephemeral {
  const sentence = refusalSentence(no)[language];
  const code = `\`${no.code}\``;
  return { text: `${escape(sentence)}  ${code}`, blocks: [plain(sentence), context(code)] };
}

/** What the person who asked gets back; null where the card says it all. */
export function answerTo(reply: Reply, language: Language): Ephemeral | null {
  switch (reply.kind) {
    case 'accepted':
      return null;
    case 'unchanged':
      return { text: unchangedSentence(reply.because)[language] };
    case 'refused':
      return refused(reply.refusal, language);
  }
}
