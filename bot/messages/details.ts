import { type Language, type PlannedStep, type RunView, expectedOf, riskName } from '#core/index.ts';

import {
  context,
  divider,
  escape,
  fitting,
  fromMarkdown,
  header,
  inLanguage,
  inOneLine,
  type KnownBlock,
  labelled,
  LONGEST,
  section,
  sections,
  type View,
} from './blocks.ts';
import { cardWords } from './card-words.ts';
import { type DocsAddress, docsLinkIn, shortHash } from './docs-links.ts';
import { moveAskedIn } from './move-asked.ts';
import { moveDetails } from './move-card.ts';
import { operationBlocks } from './operations.ts';
import { previewBlocks } from './preview-blocks.ts';
import { stepInQuestion, stepName } from './standing.ts';
import { waveOf } from './wave-standing.ts';
import { usersBlocks } from './wave-users.ts';
import { rehearsalPrefix } from './words.ts';

/** Everything about one step, in the language of the person who clicked. */
export function stepDetails(
  view: RunView,
  step: PlannedStep,
  language: Language,
  docs: DocsAddress | null,
): View {
  const say = inLanguage(language);
  const move = stepInQuestion(view)?.id === step.id ? moveAskedIn(view) : null;
  if (move !== null) return modalOf(moveDetails(view, move, language), language);
  const texts = (word: 'warning' | 'note', list: PlannedStep['warnings']) =>
    list.flatMap((text) => sections(`*${say(cardWords[word])}*\n${fromMarkdown(say(text))}`));
  const previews = stepInQuestion(view)?.id === step.id ? view.previews : {};
  const blocks: KnownBlock[] = [
    header(`${say(rehearsalPrefix(view))}${say(stepName(step))}`),
    context(
      inOneLine([
        `\`${view.run}\``,
        labelled(cardWords.risk, say(riskName[step.risk]), language),
        labelled(cardWords.approvals, String(step.approvals), language),
        labelled(cardWords.applies, escape(say(step.because)), language),
        shortHash(step),
      ]),
    ),
    ...(docs === null ? [] : [context(docsLinkIn(docs, language))]),
    ...sections(fromMarkdown(say(step.text))),
    ...texts('warning', step.warnings),
    ...texts('note', step.notes),
    ...usersBlocks(say(cardWords.users), waveOf(view, step)?.users ?? []),
    ...part('runs', operationsOf(step.operations, previews, language), language),
    ...part(
      'verification',
      step.unverifiable === null
        ? operationsOf(step.verify, previews, language)
        : sections(escape(say(step.unverifiable))),
      language,
    ),
    ...part('undo', operationsOf(step.undo, previews, language), language),
  ];
  return modalOf(blocks, language);
}

const modalOf = (blocks: readonly KnownBlock[], language: Language): View => ({
  type: 'modal',
  title: { type: 'plain_text', text: cardWords.details[language] },
  close: { type: 'plain_text', text: cardWords.close[language] },
  blocks: fitting(blocks, LONGEST.modalBlocks, cardWords.shortened[language]),
});

const part = (
  word: 'runs' | 'verification' | 'undo',
  blocks: readonly KnownBlock[],
  language: Language,
): KnownBlock[] =>
  blocks.length === 0 ? [] : [divider, section(`*${cardWords[word][language]}*`), ...blocks];

/** Each operation, its note in front, and behind it what it would meet and what counts as success. */
const operationsOf = (
  operations: PlannedStep['operations'],
  previews: RunView['previews'],
  language: Language,
): KnownBlock[] =>
  operationBlocks(operations, [], language, (operation) => {
    const expected = expectedOf(operation);
    return {
      above: operation.note === null ? [] : [context(fromMarkdown(operation.note[language]))],
      below: [
        ...previewBlocks(operation, previews[operation.id], language),
        ...(expected === null
          ? []
          : [context(labelled(cardWords.expected, escape(expected[language]), language))]),
      ],
    };
  });
