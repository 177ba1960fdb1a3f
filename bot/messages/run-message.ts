import { type RunView, serviceName } from '#core/index.ts';

import {
  actions,
  button,
  clip,
  context,
  escape,
  header,
  inLanguage,
  inOneLine,
  labelled,
  LONGEST,
  type Message,
  plain,
  plainContext,
  section,
} from './blocks.ts';
import { cardWords } from './card-words.ts';
import { afterAbort } from './left-behind.ts';
import { moveAskedIn } from './move-asked.ts';
import { placeOfRun, write } from './question-value.ts';
import { countSteps, standingOf, stepInQuestion, stepName, stepsDone } from './standing.ts';
import type { Drawing } from './step-card.ts';
import { between, clocksOf, duration, zonedClock } from './times.ts';
import { waveFact } from './wave-standing.ts';
import { rehearsalPrefix } from './words.ts';

/** By this the run's message is found again in the channel's history. */
export const runBlockId = (run: string): string => `watari:${run}`;

/** The one message of a run in the channel: where it stands, how long services have been down, the head of the journal. */
export function runMessage(view: RunView, drawing: Drawing): Message {
  const { language, timeZone } = drawing;
  const say = inLanguage(language);
  const { state, plan } = view;
  const { done, all } = countSteps(view);
  const title = `${rehearsalPrefix(view)[language]}${plan.title[language]}`;
  const { sentence, ways } = standingOf(view, drawing.name);
  const standing = say(sentence);
  const step = stepInQuestion(view);
  const move = moveAskedIn(view);
  const current =
    step === null || state.status !== 'open' ? [] : [`*${escape(say(move?.title ?? stepName(step)))}*`];
  const isFree = state.status === 'open' && state.aborting === null && state.asked === null;
  const canAsk =
    isFree && (state.phase.at === 'idle' || (state.paused !== null && state.phase.at !== 'running'));
  const isStuck =
    isFree && (state.paused !== null || state.phase.at === 'stopped' || state.phase.at === 'lost');
  const place = write(placeOfRun(view));
  const ask =
    state.paused === null
      ? button(say(cardWords.nextStep), 'next_step', place, 'primary')
      : button(say(cardWords.resume), 'resume', place, 'primary');
  const starter = escape(say(drawing.name(state.startedBy.person)));
  return {
    text: clip(escape(`${view.run} ${title} ${standing}`), LONGEST.text),
    blocks: [
      header(title),
      {
        type: 'section',
        block_id: runBlockId(view.run),
        text: {
          type: 'mrkdwn',
          text: `\`${view.run}\`  ${progressBar(done, all)}  ${say(stepsDone(view))}`,
        },
      },
      ...current.map(section),
      plain(standing),
      ...afterAbort(view, drawing).map(plainContext),
      ...(isStuck
        ? [
            context(
              labelled(
                cardWords.waysOn,
                ways.map((way) => `\`/migrate ${escape(way)}\``).join('  '),
                language,
              ),
            ),
          ]
        : []),
      ...(move === null ? waveFact(view, step, language) : [escape(say(move.counts))]).map((fact) =>
        context(fact),
      ),
      ...downtimeBlocks(view, drawing),
      context(
        inOneLine([
          labelled(cardWords.startedBy, `${starter} ${zonedClock(state.startedAt, timeZone)}`, language),
          labelled(cardWords.plan, `\`${plan.planHash.slice(0, 12)}\``, language),
          labelled(cardWords.journal, `${view.version} \`${view.head.slice(0, 12)}\``, language),
        ]),
      ),
      ...actions(`${runBlockId(view.run)}:do`, canAsk ? [ask] : []),
    ],
  };
}

function downtimeBlocks({ state }: RunView, { language, timeZone }: Drawing) {
  // The zone stands once in the message, with the time of its start.
  const { at } = clocksOf([state.startedAt, ...state.downtime.map(({ from }) => from)], timeZone);
  const lines = state.downtime.flatMap(({ service, from, to }) => {
    // Of an aborted run it is said already what is still down.
    if (to === null && state.status === 'aborted') return [];
    const since = language === 'ja' ? `停止中（${at(from)} から）` : `down since ${at(from)}`;
    const was = to === null ? '' : `${cardWords.was[language]} ${duration(between(from, to), language)}`;
    return [labelled(serviceName(service), to === null ? since : was, language)];
  });
  return lines.length === 0 ? [] : [context(inOneLine(lines.map(escape)))];
}

const WIDTH = 20;
function progressBar(done: number, all: number): string {
  const filled = all === 0 ? 0 : Math.round((done / all) * WIDTH);
  return '▰'.repeat(filled) + '▱'.repeat(WIDTH - filled);
}
