import type { Language, Localized } from '#core/index.ts';

import { clip, escape, inLanguage, LONGEST, plain, section, type View } from './blocks.ts';
import { cardWords } from './card-words.ts';

/** What a form that asks for one text is for. `value` comes back with the answer; `about` is the step, with its mark. */
export type TextForm = {
  readonly callback: string;
  readonly value: string;
  readonly field: 'reason' | 'noteForEvidence';
  readonly title: Localized;
  readonly about: Localized;
  /** What is meant, what follows and who else has to say yes. */
  readonly means?: readonly Localized[];
};

/** A modal that asks for one text: why, or what somebody saw. */
export function textForm(
  { callback, value, field, title, about, means = [] }: TextForm,
  language: Language,
): View {
  const say = inLanguage(language);
  return {
    type: 'modal',
    callback_id: callback,
    private_metadata: value,
    title: { type: 'plain_text', text: clip(say(title), LONGEST.title) },
    submit: { type: 'plain_text', text: say(cardWords.submit) },
    close: { type: 'plain_text', text: say(cardWords.close) },
    blocks: [
      section(escape(say(about))),
      ...(means.length === 0 ? [] : [plain(means.map(say).join('\n'))]),
      {
        type: 'input',
        block_id: 'text',
        label: { type: 'plain_text', text: say(cardWords[field]) },
        element: { type: 'plain_text_input', action_id: 'value', multiline: true, max_length: LONGEST.text },
      },
    ],
  };
}
