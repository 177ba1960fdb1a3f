import {
  isManual,
  type Language,
  type PlannedOperation,
  type PlannedStep,
  type Preview,
  type RunView,
} from '#core/index.ts';

import { code, context, escape, type KnownBlock, labelled } from './blocks.ts';
import { cardWords, moreLines } from './card-words.ts';

/** A card shows what is going to happen at a glance; the details have every line. */
const MOST_CHANGES = 15;

/** What an operation would meet now. What a person is asked to do stands above already. */
export function previewBlocks(
  operation: PlannedOperation,
  preview: Preview | undefined,
  language: Language,
  most = Number.POSITIVE_INFINITY,
): KnownBlock[] {
  if (preview === undefined || isManual(operation)) return [];
  const { text, changes, concerns = [] } = preview;
  const sentences = [text, ...concerns].map((one) => one[language]);
  const left = changes.length - most;
  return [
    context(labelled(cardWords.preview, escape(sentences.join(language === 'ja' ? '' : ' ')), language)),
    ...code(changes.slice(0, most).join('\n')),
    ...(left > 0 ? [context(moreLines(left)[language])] : []),
  ];
}

/** On a card: only where something would change, or should be known before. */
export function previewOnCard(
  { previews }: Pick<RunView, 'previews'>,
  operation: PlannedOperation,
  language: Language,
): KnownBlock[] {
  const preview = previews[operation.id];
  return preview !== undefined && saysSomething(preview)
    ? previewBlocks(operation, preview, language, MOST_CHANGES)
    : [];
}

/** Where only the proof is left to do, what it would meet belongs to no command of the card. */
export const proofPreviews = (
  view: Pick<RunView, 'previews'>,
  { verify }: Pick<PlannedStep, 'verify'>,
  language: Language,
): KnownBlock[] => verify.flatMap((operation) => previewOnCard(view, operation, language));

const saysSomething = ({ changes, concerns = [] }: Preview): boolean =>
  changes.length > 0 || concerns.length > 0;
