import {
  type Language,
  type PlannedStep,
  type RunView,
  placesOf,
  serviceName,
  riskName,
} from '#core/index.ts';

import {
  actions,
  clip,
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
  plain,
  plainContext,
  section,
  sections,
} from './blocks.ts';
import { cardButtons, detailsButton } from './card-buttons.ts';
import { cardWords } from './card-words.ts';
import { type DocsAddress, docsLinks, shortHash } from './docs-links.ts';
import { type MoveAsked, moveAskedIn } from './move-asked.ts';
import { moveBlocks } from './move-card.ts';
import { operationBlocks } from './operations.ts';
import { whyOpen } from './phase-sentence.ts';
import { previewOnCard, proofPreviews } from './preview-blocks.ts';
import { progressBlocks } from './progress.ts';
import { type NameOf, standingOf, stepName, workByHand } from './standing.ts';
import { countOperations, isLeftOpen, stepStanding } from './step-standing.ts';
import { between, duration } from './times.ts';
import { troubleLines, waveFact } from './wave-standing.ts';
import { rehearsalPrefix } from './words.ts';

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
  const index = view.plan.steps.findIndex(({ id }) => id === step.id);
  const undoing = view.state.asked?.question.asks === 'undo' && view.state.asked.question.step === step.id;
  const live = view.state.status === 'open' && (undoing || view.step?.id === step.id);
  const mark = rehearsalPrefix(view)[language];
  const move = live ? moveAskedIn(view) : null;
  const title = say(move?.title ?? stepName(step));
  const left = isLeftOpen(view, step.id);
  const standing = live ? say(standingOf(view, drawing.name).sentence) : say(stepStanding(view, index).text);
  const id = cardBlockId(view.run, step.id);
  const head: KnownBlock[] = [
    {
      type: 'section',
      block_id: id,
      text: { type: 'mrkdwn', text: clip(`${mark}*${escape(title)}*`, LONGEST.section) },
    },
    ...(move === null
      ? [context(inOneLine([...waveFact(view, step, language), ...factsOf(step, language)]))]
      : [plainContext(labelled(cardWords.standsAt, say(stepName(step)), language))]),
    ...(drawing.docs === null || move !== null ? [] : [context(...docsLinks(drawing.docs, language))]),
  ];
  const foot = [
    ...(live ? standingBlocks(view, drawing) : [plain(resultLines(view, index, drawing))]),
    ...whoBlocks(view, step, drawing),
    ...actions(`${id}:do`, live ? cardButtons(view, step, language) : [detailsButton(view, step, language)]),
  ];
  const body = live
    ? liveBlocks(view, step, { undoing, move }, language)
    : left
      ? leftBlocks(view, step, language)
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
function liveBlocks(
  view: RunView,
  step: PlannedStep,
  { undoing, move }: { readonly undoing: boolean; readonly move: MoveAsked | null },
  language: Language,
): KnownBlock[] {
  // A yes to a move runs nothing: beside commands it would look like a yes to them.
  if (move !== null) return moveBlocks(move, language);
  const isUndo = undoing || isAboutUndo(view);
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
    ...operationBlocks(
      isUndo ? step.undo : step.operations,
      undoing ? [] : view.state.operations,
      language,
      (operation) => ({ above: [], below: previewOnCard(view, operation, language) }),
    ),
    ...proofPreviews(view, step, language),
    ...progressBlocks(view, language),
  ];
}

const isAboutUndo = ({ state: { phase } }: RunView): boolean =>
  (phase.at === 'stopped' && phase.during === 'undo') ||
  ((phase.at === 'running' || phase.at === 'lost') && phase.question.asks === 'undo');

/** The run was aborted at this step: what of it was done, and what it printed last. */
const leftBlocks = (view: RunView, step: PlannedStep, language: Language): KnownBlock[] => [
  ...operationBlocks(isAboutUndo(view) ? step.undo : step.operations, view.state.operations, language),
  ...progressBlocks(view, language),
];

function standingBlocks(view: RunView, drawing: Drawing): KnownBlock[] {
  const { asked, phase, paused } = view.state;
  const { language } = drawing;
  // What the person is to do stands above, with the operation.
  const lines = [
    (workByHand(view) === null ? standingOf(view, drawing.name).sentence : cardWords.atWork)[language],
  ];
  if (asked !== null) {
    if (asked.reason !== null) lines.push(labelled(cardWords.reason, asked.reason, language));
    // Who waits for approval is said in the sentence already.
    if (asked.approvedBy.length >= asked.required)
      lines.push(labelled(cardWords.requestedBy, peopleIn([asked.requestedBy], drawing), language));
    if (asked.approvedBy.length > 0)
      lines.push(labelled(cardWords.approvedBy, peopleIn(asked.approvedBy, drawing), language));
  }
  const { done, all } = countOperations(view);
  if (phase.at === 'stopped' && all > 1) lines.push(labelled(cardWords.doneOf, `${done}/${all}`, language));
  const trouble = asked === null ? troubleLines(view, language) : [];
  const resuming = asked === null && paused !== null && phase.at !== 'running';
  return [
    plain(lines.join('\n')),
    ...(trouble.length === 0 ? [] : [section(trouble.join('\n'))]),
    ...(resuming ? [context('`/migrate resume`')] : []),
  ];
}

const peopleIn = (list: readonly { person: string }[], { name, language }: Drawing): string =>
  list.map(({ person }) => name(person)[language]).join(', ');

/** Who asked for what was carried out, skipped or settled, and who approved it; of an open question the card says so itself. */
function whoBlocks({ state }: RunView, step: PlannedStep, drawing: Drawing): KnownBlock[] {
  const { language } = drawing;
  const past = state.past.findLast(
    ({ question, ended }) => question.step === step.id && (ended === 'started' || ended === 'answered'),
  );
  if (past === undefined || state.asked?.question.step === step.id) return [];
  const { approvedBy, requestedBy } = past;
  return [
    plainContext(
      inOneLine([
        labelled(cardWords.requestedBy, peopleIn([requestedBy], drawing), language),
        ...(approvedBy.length === 0
          ? []
          : [labelled(cardWords.approvedBy, peopleIn(approvedBy, drawing), language)]),
      ]),
    ),
  ];
}

function resultLines(view: RunView, index: number, { language, name }: Drawing): string {
  const step = view.plan.steps[index];
  const left = step !== undefined && isLeftOpen(view, step.id) ? whyOpen(view, name) : null;
  const standing = asSentence(stepStanding(view, index).text[language]);
  if (left !== null) return `${standing}\n${left[language]}`;
  const result = view.state.results[index];
  if (result?.startedAt == null || result.endedAt === null) return standing;
  const took = duration(between(result.startedAt, result.endedAt), language);
  return inOneLine([standing, labelled(cardWords.took, took, language)]);
}

const asSentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
