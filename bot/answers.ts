import type { types } from '@slack/bolt';

import type { Language, Refusal, Reply } from '#core/index.ts';

import type { Settings } from './config.ts';
import { refusalPage } from './documentation.ts';
import { context, escape, labelled, plain } from './messages/blocks.ts';
import { cardWords } from './messages/card-words.ts';
import { refusalSentence } from './messages/refusals.ts';
import { unchangedSentence } from './messages/unchanged.ts';

/** An answer for one person alone. */
export type Ephemeral = { readonly text: string; readonly blocks?: types.KnownBlock[] };

/** Where the documentation is, for what an answer links to. */
export type Linked = Pick<Settings, 'docsUrl'>;

/** The sentence, and small below it the code by which the reference, logs and scripts know this refusal. */
export function refused(no: Refusal, language: Language, settings: Linked): Ephemeral {
  const sentence = refusalSentence(no)[language];
  const page = refusalPage(settings, no.code);
  const code = [
    labelled(cardWords.refusalCode, `\`${no.code}\``, language),
    ...(page === null ? [] : [`<${escape(page[language])}|${cardWords.inReference[language]}>`]),
  ].join('  ');
  return { text: `${escape(sentence)}  ${code}`, blocks: [plain(sentence), context(code)] };
}

/** What the person who asked gets back; null where the card says it all. */
export function answerTo(reply: Reply, language: Language, settings: Linked): Ephemeral | null {
  switch (reply.kind) {
    case 'accepted':
      return null;
    case 'unchanged':
      return { text: unchangedSentence(reply.because)[language] };
    case 'refused':
      return refused(reply.refusal, language, settings);
  }
}
