import {
  type Language,
  type PlannedStep,
  type RunView,
  type StepResult,
  placesOf,
  serviceName,
  riskName,
} from '#core/index.ts';

import {
  actions,
  clip,
  code,
  context,
  escape,
  fitting,
  fromMarkdown,
  inLanguage,
  inOneLine,
  type KnownBlock,
  labelled,
  LONGEST,
  type Message,
  section,
  sections,
} from './blocks.ts';
import { cardButtons, detailsButton } from './card-buttons.ts';
import { cardWords, moreLines } from './card-words.ts';
import { type DocsAddress, docsLinks, shortHash } from './docs-links.ts';
import { operationBlocks } from './operations.ts';
import { progressBlocks } from './progress.ts';
import { countOperations, type NameOf, standingOf, stepName } from './standing.ts';
import { between, duration } from './times.ts';
import { moveLine } from './wave-lines.ts';
import { troubleLines, waveFact } from './wave-standing.ts';
import { rehearsalPrefix, resultName } from './words.ts';

/** What a card needs besides the run: the channel's language, people's names, the documentation's address. */
export type Drawing = {
  readonly language: Language;
  readonly timeZone: string;
  /** The page of the step, if there is documentation. */
  readonly docs: DocsAddress | null;
  readonly name: NameOf;
};

/** By this a card is found again in the channel's history. */
export const cardBlockId = (run: string, step: string): string => `watari:${run}:${step}`;

/** The card of one step, a pure function of the run: redrawn in place, never telling the story of the last click. */
export function stepCard(view: RunView, step: PlannedStep, drawing: Drawing): Message {
  const { language } = drawing;
  const say = inLanguage(language);
  const result = view.state.results[view.plan.steps.findIndex(({ id }) => id === step.id)];
  const undoing = view.state.asked?.question.asks === 'undo' && view.state.asked.question.step === step.id;
  const live = view.state.status === 'open' && (undoing || view.step?.id === step.id);
  const mark = rehearsalPrefix(view)[language];
  const title = say(stepName(step));
  const standing = live
    ? say(standingOf(view, drawing.name).sentence)
    : say(resultName[result?.result ?? 'pending']);
  const id = cardBlockId(view.run, step.id);
  const head: KnownBlock[] = [
    {
      type: 'section',
      block_id: id,
      text: { type: 'mrkdwn', text: clip(`${mark}*${escape(title)}*`, LONGEST.section) },
    },
    context(inOneLine([...waveFact(view, step, language), ...factsOf(step, language)])),
    ...(drawing.docs === null ? [] : [context(...docsLinks(drawing.docs, language))]),
  ];
  const foot = [
    section(live ? standingLines(view, drawing) : resultLine(result, language)),
    ...actions(`${id}:do`, live ? cardButtons(view, step, language) : [detailsButton(view, step, language)]),
  ];
  const body = live
    ? liveBlocks(view, step, undoing, language)
    : operationBlocks(step.operations, [], language);
  const most = LONGEST.messageBlocks - head.length - foot.length;
  return {
    text: clip(`${mark}${title} ${standing}`, LONGEST.text),
    blocks: [...head, ...fitting(body, most, say(cardWords.shortened)), ...foot],
  };
}

function factsOf(step: PlannedStep, language: Language): string[] {
  const say = inLanguage(language);
  const hosts = placesOf([...step.operations, ...step.verify]).map(escape);
  const services = Object.entries(step.service).map(([service, change]) =>
    labelled(
      serviceName(service),
      say(change === 'down' ? cardWords.serviceDown : cardWords.serviceUp),
      language,
    ),
  );
  return [
    ...(hosts.length === 0 ? [] : [labelled(cardWords.host, hosts.join(', '), language)]),
    labelled(cardWords.risk, say(riskName[step.risk]), language),
    ...services.map(escape),
    shortHash(step),
  ];
}

/** Why, what to watch, what runs, what it would meet, how far it is. */
function liveBlocks(view: RunView, step: PlannedStep, undoing: boolean, language: Language): KnownBlock[] {
  const { phase } = view.state;
  const isUndo =
    undoing ||
    (phase.at === 'stopped' && phase.during === 'undo') ||
    ((phase.at === 'running' || phase.at === 'lost') && phase.question.asks === 'undo');
  const warnings = step.warnings.map((warning) =>
    labelled(
      { en: `*${cardWords.warning.en}*`, ja: `*${cardWords.warning.ja}*` },
      fromMarkdown(warning[language]),
      language,
    ),
  );
  return [
    ...sections(fromMarkdown(step.text[language])),
    ...(warnings.length === 0 ? [] : sections(warnings.join('\n'))),
    ...operationBlocks(isUndo ? step.undo : step.operations, undoing ? [] : view.state.operations, language),
    ...previewBlocks(view, language),
    ...progressBlocks(view, language),
  ];
}

/** A card shows what is going to happen at a glance; the details have every line. */
const MOST_CHANGES = 15;

function previewBlocks(view: RunView, language: Language): KnownBlock[] {
  const previews = Object.values(view.previews).filter(({ changes }) => changes.length > 0);
  return previews.flatMap(({ text, changes }) => [
    context(labelled(cardWords.preview, escape(text[language]), language)),
    ...code(changes.slice(0, MOST_CHANGES).join('\n')),
    ...(changes.length <= MOST_CHANGES ? [] : [context(moreLines(changes.length - MOST_CHANGES)[language])]),
  ]);
}

function standingLines(view: RunView, drawing: Drawing): string {
  const { asked, phase } = view.state;
  const { language } = drawing;
  const people = (list: readonly { person: string }[]) =>
    list.map(({ person }) => escape(drawing.name(person)[language])).join(', ');
  const lines = [escape(standingOf(view, drawing.name).sentence[language])];
  if (asked !== null) {
    if (asked.move !== undefined)
      lines.push(labelled(cardWords.move, escape(moveLine(asked.move)[language]), language));
    if (asked.reason !== null) lines.push(labelled(cardWords.reason, escape(asked.reason), language));
    // Who waits for approval is said in the sentence already.
    if (asked.approvedBy.length >= asked.required)
      lines.push(labelled(cardWords.requestedBy, people([asked.requestedBy]), language));
    if (asked.approvedBy.length > 0)
      lines.push(labelled(cardWords.approvedBy, people(asked.approvedBy), language));
  }
  const { done, all } = countOperations(view);
  if (phase.at === 'stopped' && all > 1) lines.push(labelled(cardWords.doneOf, `${done}/${all}`, language));
  if (asked === null) lines.push(...troubleLines(view, language));
  return lines.join('\n');
}

function resultLine(result: StepResult | undefined, language: Language): string {
  const name = asSentence(resultName[result?.result ?? 'pending'][language]);
  if (result?.startedAt == null || result.endedAt === null) return name;
  const took = duration(between(result.startedAt, result.endedAt), language);
  return inOneLine([name, labelled(cardWords.took, took, language)]);
}

const asSentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
