import type { types } from '@slack/bolt';

import type { Language, Parameter, RunbookSummary } from '#core/index.ts';

import { clip, context, escape, inLanguage, type KnownBlock, LONGEST, section, type View } from './blocks.ts';
import { cardWords } from './card-words.ts';
import type { FormErrors } from './form-errors.ts';
import { fitsField, type Known, knownValue, unshownValue } from './known-values.ts';
import { write } from './question-value.ts';
import { mistakeAtField, mistakesBlocks, mistakesTitle } from './start-mistakes.ts';
import { wavesHint } from './waves-in-form.ts';
import { rehearsalMark } from './words.ts';

/** What the start form begins with. */
export type StartForm = Known & {
  readonly runbook: RunbookSummary;
  readonly channel: string;
  /** Values that came with the command: they stand in their fields as they were typed. */
  readonly typed: Readonly<Record<string, string>>;
  /** Names of the inventory's secrets: a secret can only be chosen, never typed. */
  readonly secrets: readonly string[];
  /** A form that was not taken: what everybody entered in its fields, empty ones too, and what is wrong with it. */
  readonly again?: { readonly entered: Readonly<Record<string, string>>; readonly wrong: FormErrors };
};

/** Title, note and mistakes stand above the fields. */
const MOST_FIELDS = LONGEST.modalBlocks - 3;
/** Slack's limits inside a field. */
const LONGEST_HINT = 2000;
const MOST_OPTIONS = 100;
const LONGEST_OPTION_VALUE = 150;

/** The form of a runbook's parameters. What does not fit into a modal keeps its default, and the form says so. */
export function startForm(form: StartForm, language: Language): View {
  const say = inLanguage(language);
  const { runbook, channel, rehearsal, again } = form;
  const fields = Object.entries(runbook.parameters);
  const shown = fields.slice(0, MOST_FIELDS);
  const wrong = Object.entries(again?.wrong.fields ?? {});
  const room = LONGEST.modalBlocks - 2 - shown.length;
  const above = again === undefined ? [] : mistakesBlocks(again.wrong, runbook.parameters, room, language);
  const marks = new Map(wrong.slice(0, room - above.length));
  const notes = [
    ...(rehearsal ? [say(rehearsalMark)] : []),
    ...(fields.length > MOST_FIELDS ? [say(cardWords.moreParameters)] : []),
  ];
  return {
    type: 'modal',
    callback_id: 'start',
    private_metadata: write({ runbook: runbook.id, channel }),
    title: {
      type: 'plain_text',
      text: again === undefined ? say(cardWords.startTitle) : mistakesTitle(again.wrong, language),
    },
    submit: { type: 'plain_text', text: say(cardWords.start) },
    close: { type: 'plain_text', text: say(cardWords.close) },
    blocks: [
      section(`*${escape(say(runbook.title))}*\n\`${runbook.id}\``),
      ...(notes.length === 0 ? [] : [context(...notes)]),
      ...above,
      ...shown.flatMap(([name, parameter]) => {
        const mark = marks.get(name);
        return [
          fieldOf(name, parameter, form, language),
          ...(mark === undefined ? [] : [mistakeAtField(mark, language)]),
        ];
      }),
    ],
  };
}

function fieldOf(name: string, parameter: Parameter, form: StartForm, language: Language): KnownBlock {
  const say = inLanguage(language);
  const unshown = unshownValue(name, parameter, form);
  const hint = [
    ...(unshown === null ? [] : [say(unshown.hint)]),
    ...(parameter.help === undefined ? [] : [plain(say(parameter.help))]),
    ...(parameter.type === 'waves' ? [say(wavesHint)] : []),
  ].join('\n');
  return {
    type: 'input',
    block_id: name,
    // A list of mailboxes is needed by some choices alone; the plan says so at the field.
    optional:
      unshown !== null ||
      parameter.type === 'users' ||
      ('optional' in parameter && parameter.optional === true),
    label: { type: 'plain_text', text: clip(say(parameter.title), LONGEST_HINT) },
    ...(hint === '' ? {} : { hint: { type: 'plain_text', text: clip(hint, LONGEST_HINT) } }),
    element: elementOf(parameter, initialValue(name, parameter, form), form.secrets, language),
  };
}

/** What was typed, else what this place knows; a secret is chosen by its name. */
function initialValue(name: string, parameter: Parameter, form: StartForm): string | undefined {
  // What was emptied stays so.
  if (form.again !== undefined) return form.again.entered[name] ?? '';
  const typed = form.typed[name];
  if (typed !== undefined) return typed;
  if (unshownValue(name, parameter, form) !== null) return undefined;
  const known = knownValue(name, parameter, form);
  return parameter.type === 'secret' && known === undefined && form.secrets.includes(name) ? name : known;
}

type Element = types.InputBlock['element'];

function elementOf(
  parameter: Parameter,
  initial: string | undefined,
  secrets: readonly string[],
  language: Language,
): Element {
  const say = inLanguage(language);
  switch (parameter.type) {
    case 'choice':
      return choose(
        parameter.of.map(({ value, title }) => ({ value, label: say(title) })),
        initial,
      );
    case 'flag':
      return choose(
        [
          { value: 'true', label: say(cardWords.on) },
          { value: 'false', label: say(cardWords.off) },
        ],
        initial,
      );
    case 'secret': {
      const names = secrets.map((value) => ({ value, label: value }));
      // Without names there is nothing to choose: the field takes a reference, and the plan refuses anything else.
      const reference = initial !== undefined && /^(?:env|file):/u.test(initial) ? initial : undefined;
      return names.length === 0 ? typed(reference, false) : choose(names, initial ?? secrets[0]);
    }
    case 'users':
    case 'waves':
      return typed(initial, true);
    case 'port':
    case 'integer':
    case 'host':
    case 'path':
    case 'dn':
    case 'filter':
    case 'text':
    case 'login':
    case 'file':
      return typed(initial, false);
  }
}

function choose(
  offered: readonly { readonly value: string; readonly label: string }[],
  initial: string | undefined,
): Element {
  const options = offered
    .filter(({ value }) => value.length <= LONGEST_OPTION_VALUE)
    .slice(0, MOST_OPTIONS)
    .map(({ value, label }) => ({
      value,
      text: { type: 'plain_text' as const, text: clip(label, LONGEST.button) },
    }));
  const first = options.find(({ value }) => value === initial);
  return {
    type: 'static_select',
    action_id: 'value',
    options,
    ...(first === undefined ? {} : { initial_option: first }),
  };
}

const typed = (initial: string | undefined, multiline: boolean): Element => ({
  type: 'plain_text_input',
  action_id: 'value',
  multiline,
  ...(initial === undefined || initial === '' || !fitsField(initial) ? {} : { initial_value: initial }),
});

/** A hint is plain text: Markdown's marks would stand there as they are. */
const plain = (markdown: string): string => markdown.replaceAll(/`|\*\*/gu, '');
