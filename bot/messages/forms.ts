import type { Language, Parameter, RunbookSummary } from '#core/index.ts';

import { clip, inLanguage, type KnownBlock, section, type View } from './blocks.ts';
import { cardWords } from './card-words.ts';
import { both } from './words.ts';

/** A modal that asks for one text: why, or what somebody saw. `metadata` comes back with the answer. */
export function textForm(
  callback: string,
  metadata: string,
  word: 'reason' | 'noteForEvidence',
  title: keyof typeof cardWords,
  language: Language,
): View {
  const say = inLanguage(language);
  return {
    type: 'modal',
    callback_id: callback,
    private_metadata: metadata,
    title: { type: 'plain_text', text: clip(say(cardWords[title]), 24) },
    submit: { type: 'plain_text', text: say(cardWords.submit) },
    close: { type: 'plain_text', text: say(cardWords.close) },
    blocks: [
      {
        type: 'input',
        block_id: 'text',
        label: { type: 'plain_text', text: say(cardWords[word]) },
        element: { type: 'plain_text_input', action_id: 'value', multiline: true },
      },
    ],
  };
}

/** The form of a runbook's parameters. `suggested` are values that this place already knows (the lab's). */
export function startForm(
  runbook: RunbookSummary,
  channel: string,
  suggested: Readonly<Record<string, string>>,
  secrets: readonly string[],
  language: Language,
): View {
  const say = inLanguage(language);
  return {
    type: 'modal',
    callback_id: 'start',
    private_metadata: JSON.stringify({ runbook: runbook.id, channel }),
    title: { type: 'plain_text', text: say(cardWords.startTitle) },
    submit: { type: 'plain_text', text: say(cardWords.start) },
    close: { type: 'plain_text', text: say(cardWords.close) },
    blocks: [
      section(`*${say(runbook.title)}*\n\`${runbook.id}\``),
      ...Object.entries(runbook.parameters).map(([name, parameter]) =>
        input(name, parameter, suggested[name], secrets, language),
      ),
    ],
  };
}

const yes = both('Yes', 'はい');
const no = both('No', 'いいえ');

function input(
  name: string,
  parameter: Parameter,
  suggested: string | undefined,
  secrets: readonly string[],
  language: Language,
): KnownBlock {
  const say = inLanguage(language);
  const optional = 'optional' in parameter && parameter.optional === true;
  const base = {
    type: 'input' as const,
    block_id: name,
    optional,
    label: { type: 'plain_text' as const, text: say(parameter.title) },
    ...(parameter.help === undefined
      ? {}
      : { hint: { type: 'plain_text' as const, text: clip(say(parameter.help), 2000) } }),
  };
  const select = (
    options: readonly { value: string; label: string }[],
    initial: string | undefined,
  ): KnownBlock => {
    const made = options.map(({ value, label }) => ({
      value,
      text: { type: 'plain_text' as const, text: clip(label, 75) },
    }));
    const first = made.find(({ value }) => value === initial);
    return {
      ...base,
      element: {
        type: 'static_select',
        action_id: 'value',
        options: made,
        ...(first === undefined ? {} : { initial_option: first }),
      },
    };
  };
  switch (parameter.type) {
    case 'choice':
      return select(
        parameter.of.map(({ value, title }) => ({ value, label: say(title) })),
        suggested ?? parameter.default,
      );
    case 'flag':
      return select(
        [
          { value: 'true', label: say(yes) },
          { value: 'false', label: say(no) },
        ],
        suggested ?? String(parameter.default),
      );
    case 'secret':
      if (secrets.length > 0)
        return select(
          secrets.map((value) => ({ value, label: value })),
          suggested ?? secrets[0],
        );
      return textInput(base, suggested, false);
    case 'users':
      return textInput(base, suggested, true);
    case 'port':
    case 'integer':
      return textInput(
        base,
        suggested ?? (parameter.default === undefined ? undefined : String(parameter.default)),
        false,
      );
    case 'host':
    case 'path':
    case 'dn':
    case 'filter':
    case 'text':
    case 'login':
    case 'file':
      return textInput(base, suggested ?? parameter.default, false);
  }
}

type InputBase = {
  type: 'input';
  block_id: string;
  optional: boolean;
  label: { type: 'plain_text'; text: string };
  hint?: { type: 'plain_text'; text: string };
};
const textInput = (base: InputBase, initial: string | undefined, multiline: boolean): KnownBlock => ({
  ...base,
  element: {
    type: 'plain_text_input',
    action_id: 'value',
    multiline,
    ...(initial === undefined || initial === '' ? {} : { initial_value: initial }),
  },
});
