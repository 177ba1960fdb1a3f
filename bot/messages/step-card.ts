import type { Language, Localized, PlannedStep, RunView, StepResult } from '#core/index.ts';

import {
  actions,
  type Button,
  button,
  code,
  context,
  escape,
  inLanguage,
  type KnownBlock,
  type Message,
  section,
} from './blocks.ts';
import { cardWords } from './card-words.ts';
import { operationBlocks, placesOf } from './operations.ts';
import { writeQuestion } from './question-value.ts';
import { countOperations, standingOf, stepName } from './standing.ts';
import { between, duration } from './times.ts';
import { asksName, rehearsalMark, resultName, riskName } from './words.ts';

/** What a card needs besides the run: the channel's language, people's names, the documentation's address. */
export type Drawing = {
  readonly language: Language;
  readonly timeZone: string;
  readonly docsUrl: string | null;
  name(person: string): Localized;
};

/** The card of one step, a pure function of the run: redrawn in place, never telling the story of the last click. */
export function stepCard(view: RunView, step: PlannedStep, drawing: Drawing): Message {
  const say = inLanguage(drawing.language);
  const index = view.plan.steps.findIndex(({ id }) => id === step.id);
  const result = view.state.results[index];
  const current = view.state.status === 'open' && view.step?.id === step.id;
  const undoing = view.state.asked?.question.asks === 'undo' && view.state.asked.question.step === step.id;
  const mark = view.state.target.kind === 'lab' ? `\`${say(rehearsalMark)}\` ` : '';
  const title = say(stepName(step));
  const standing =
    current || undoing ? say(standingOf(view).sentence) : say(resultName[result?.result ?? 'pending']);
  return {
    text: `${title}: ${standing}`,
    blocks: [
      {
        type: 'section',
        block_id: cardBlockId(view.run, step.id),
        text: { type: 'mrkdwn', text: `${mark}*${escape(title)}*` },
      },
      context(...factsOf(step, drawing)),
      ...(current || undoing ? warningBlocks(step, drawing.language) : []),
      ...operationBlocks(
        undoing ? step.undo : step.operations,
        current || undoing ? view.state.operations : [],
        drawing.language,
      ),
      ...(current || undoing
        ? [...previewBlocks(view, drawing.language), ...progressBlocks(view, drawing.language)]
        : []),
      section(current || undoing ? standingLine(view, drawing) : resultLine(result, drawing.language)),
      ...actions(
        `${cardBlockId(view.run, step.id)}:do`,
        current || undoing ? buttonsOf(view, step, drawing) : [detailsButton(view, step, drawing.language)],
      ),
    ],
  };
}

/** By this a card is found again in the channel's history. */
export const cardBlockId = (run: string, step: string): string => `watari:${run}:${step}`;

function factsOf(step: PlannedStep, drawing: Drawing): string[] {
  const say = inLanguage(drawing.language);
  const hosts = placesOf([...step.operations, ...step.verify]);
  const services = Object.entries(step.service).map(
    ([service, change]) =>
      `${escape(service)}: ${say(change === 'down' ? cardWords.serviceDown : cardWords.serviceUp)}`,
  );
  const link = drawing.docsUrl === null ? [] : [`<${drawing.docsUrl}|${say(cardWords.documentation)}>`];
  return [
    ...(hosts.length === 0 ? [] : [`${say(cardWords.host)}: ${hosts.map(escape).join(', ')}`]),
    `${say(cardWords.risk)}: ${say(riskName[step.risk])}`,
    ...services,
    `\`${step.stepHash.slice(0, 8)}\``,
    ...link,
  ];
}

const warningBlocks = (step: PlannedStep, language: Language): KnownBlock[] =>
  step.warnings.length === 0
    ? []
    : [
        section(
          step.warnings
            .map((warning) => `*${cardWords.warning[language]}*: ${escape(warning[language])}`)
            .join('\n'),
        ),
      ];

function previewBlocks(view: RunView, language: Language): KnownBlock[] {
  const previews = Object.values(view.previews).filter(({ changes }) => changes.length > 0);
  return previews.flatMap(({ text, changes }) => [
    context(`${cardWords.preview[language]}: ${escape(text[language])}`),
    code(changes.slice(0, 40).join('\n') + (changes.length > 40 ? `\n… +${changes.length - 40}` : '')),
  ]);
}

/** How far each job is. No clock of our own: the time of the last report is the newest that we know. */
function progressBlocks(view: RunView, language: Language): KnownBlock[] {
  if (view.state.phase.at !== 'running') return [];
  const lines = view.progress.map((report) => {
    const session = report.session === null ? '' : `/${report.session}`;
    const planned = view.step?.operations.find(({ id }) => id === report.operation);
    const elapsed = between(report.startedAt, report.updatedAt);
    const late =
      planned?.verb === 'ssh' &&
      planned.expectedMinutes !== null &&
      elapsed > planned.expectedMinutes * 60_000;
    return `${cardWords.progress[language]} ${report.operation}${session}: ${duration(elapsed, language)}, ${report.bytes} B${late ? ` — ${cardWords.longer[language]}` : ''}`;
  });
  const tail = view.progress.at(-1)?.tail.slice(-3) ?? [];
  return [
    ...(lines.length === 0 ? [] : [context(lines.map(escape).join('\n'))]),
    ...(tail.length === 0 ? [] : [code(tail.join('\n'))]),
  ];
}

function standingLine(view: RunView, drawing: Drawing): string {
  const say = inLanguage(drawing.language);
  const { asked } = view.state;
  const lines = [escape(say(standingOf(view).sentence))];
  if (asked !== null) {
    if (asked.question.asks !== 'carry-out')
      lines.unshift(
        `*${say(asksName[asked.question.asks])}*${asked.reason === null ? '' : `: ${escape(asked.reason)}`}`,
      );
    lines.push(`${say(cardWords.requestedBy)}: ${escape(say(drawing.name(asked.requestedBy.person)))}`);
    if (asked.approvedBy.length > 0)
      lines.push(
        `${say(cardWords.approvedBy)}: ${asked.approvedBy.map(({ person }) => escape(say(drawing.name(person)))).join(', ')}`,
      );
  }
  const { done, all } = countOperations(view);
  if (view.state.phase.at === 'stopped' && all > 1) lines.push(`${done}/${all}`);
  return lines.join('\n');
}

function resultLine(result: StepResult | undefined, language: Language): string {
  const name = resultName[result?.result ?? 'pending'][language];
  if (result?.startedAt == null || result.endedAt === null) return name;
  return `${name}  ${cardWords.took[language]}: ${duration(between(result.startedAt, result.endedAt), language)}`;
}

const detailsButton = (view: RunView, step: PlannedStep, language: Language): Button =>
  button(cardWords.details[language], 'details', JSON.stringify({ run: view.run, step: step.id }));

/** What can be done on this card now. */
function buttonsOf(view: RunView, step: PlannedStep, { language }: Drawing): Button[] {
  const { state } = view;
  const of = (word: keyof typeof cardWords, action: string, value: string, style?: 'primary' | 'danger') =>
    button(cardWords[word][language], action, value, style);
  const details = detailsButton(view, step, language);
  const run = JSON.stringify({ run: view.run, step: step.id });
  if (state.status !== 'open' || state.aborting !== null) return [details];
  if (state.asked !== null) {
    const question = writeQuestion(state.asked.question);
    const waiting = state.asked.approvedBy.length < state.asked.required;
    return waiting
      ? [of('approve', 'approve', question, 'primary'), of('reject', 'reject', question, 'danger'), details]
      : [details];
  }
  switch (state.phase.at) {
    case 'idle':
      return [details];
    case 'running': {
      const now = state.operations.find((operation) => operation.state === 'started')?.id;
      const planned = [...step.operations, ...step.undo].find(({ id }) => id === now);
      const byHand = planned?.verb === 'manual' || (planned?.verb === 'site' && planned.mapped === null);
      return byHand
        ? [of('done', 'confirm_done', run, 'primary'), of('notDone', 'confirm_not_done', run), details]
        : [of('cancel', 'cancel', run, 'danger'), details];
    }
    case 'lost':
      return [of('done', 'settle_done', run), of('notDone', 'settle_not_done', run), details];
    case 'stopped':
      return [of('retry', 'retry', run, 'primary'), of('skip', 'skip', run), details];
  }
}
