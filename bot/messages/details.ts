import type { Language, PlannedStep, RunView } from '#core/index.ts';

import {
  clip,
  code,
  context,
  divider,
  escape,
  fromMarkdown,
  header,
  inLanguage,
  type KnownBlock,
  section,
  type View,
} from './blocks.ts';
import { cardWords } from './card-words.ts';
import { operationBlocks } from './operations.ts';
import { stepName } from './standing.ts';
import { rehearsalMark, riskName } from './words.ts';

/** Slack's limit on a modal. */
const MOST_BLOCKS = 100;

/** Everything about one step, in the language of the person who clicked. */
export function stepDetails(view: RunView, step: PlannedStep, language: Language): View {
  const say = inLanguage(language);
  const mark = view.state.target.kind === 'lab' ? `[${say(rehearsalMark)}] ` : '';
  const texts = (word: 'warning' | 'note', list: PlannedStep['warnings']) =>
    list.map((text) => section(`*${say(cardWords[word])}*: ${fromMarkdown(say(text))}`));
  const part = (word: 'runs' | 'verification' | 'undo', blocks: KnownBlock[]): KnownBlock[] =>
    blocks.length === 0 ? [] : [divider, section(`*${say(cardWords[word])}*`), ...blocks];
  const notes = (operations: PlannedStep['operations']) =>
    operations.flatMap(({ note }) => (note === null ? [] : [context(escape(say(note)))]));
  const previews = Object.values(view.step?.id === step.id ? view.previews : {});
  const blocks: KnownBlock[] = [
    header(say(stepName(step))),
    context(
      `${mark}\`${view.run}\``,
      `${say(cardWords.risk)}: ${say(riskName[step.risk])}`,
      `${say(cardWords.approvals)}: ${step.approvals}`,
      escape(say(step.because)),
    ),
    section(fromMarkdown(say(step.text))),
    ...texts('warning', step.warnings),
    ...texts('note', step.notes),
    ...part('runs', [...notes(step.operations), ...operationBlocks(step.operations, [], language)]),
    ...previews.flatMap(({ text, changes }) => [
      context(`${say(cardWords.preview)}: ${escape(say(text))}`),
      ...(changes.length === 0 ? [] : [code(changes.join('\n'))]),
    ]),
    ...part(
      'verification',
      step.unverifiable === null
        ? [...notes(step.verify), ...operationBlocks(step.verify, [], language)]
        : [section(escape(say(step.unverifiable)))],
    ),
    ...part('undo', operationBlocks(step.undo, [], language)),
  ];
  return {
    type: 'modal',
    title: { type: 'plain_text', text: clip(say(stepName(step)), 24) },
    close: { type: 'plain_text', text: say(cardWords.close) },
    blocks: blocks.slice(0, MOST_BLOCKS),
  };
}
