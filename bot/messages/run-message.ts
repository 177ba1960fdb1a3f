import type { RunView } from '#core/index.ts';

import { actions, button, context, escape, header, inLanguage, type Message, section } from './blocks.ts';
import { cardWords } from './card-words.ts';
import { countSteps, standingOf, stepName } from './standing.ts';
import type { Drawing } from './step-card.ts';
import { between, clock, duration } from './times.ts';
import { rehearsalMark } from './words.ts';

/** The one message of a run in the channel: where it stands, how long services have been down, the head of the journal. */
export function runMessage(view: RunView, drawing: Drawing): Message {
  const say = inLanguage(drawing.language);
  const { state, plan } = view;
  const { done, all } = countSteps(view);
  const title = plan.title[drawing.language];
  const mark = state.target.kind === 'lab' ? `[${say(rehearsalMark)}] ` : '';
  const standing = say(standingOf(view).sentence);
  const current =
    view.step === null || state.status !== 'open' ? [] : [`*${escape(say(stepName(view.step)))}*`];
  const downtime = state.downtime.map(({ service, from, to }) =>
    to === null
      ? `${escape(service)}: ${say(cardWords.down)} ${clock(from, drawing.timeZone)}–`
      : `${escape(service)}: ${say(cardWords.was)} ${duration(between(from, to), drawing.language)}`,
  );
  const canAsk =
    state.status === 'open' && state.aborting === null && state.asked === null && state.phase.at === 'idle';
  const buttons = !canAsk
    ? []
    : state.paused === null
      ? [button(say(cardWords.nextStep), 'next_step', JSON.stringify({ run: view.run }), 'primary')]
      : [button(say(cardWords.resume), 'resume', JSON.stringify({ run: view.run }), 'primary')];
  return {
    text: `${mark}${view.run} ${title}: ${standing}`,
    blocks: [
      header(`${mark}${title}`),
      {
        type: 'section',
        block_id: runBlockId(view.run),
        text: {
          type: 'mrkdwn',
          text: `\`${view.run}\`  ${progressBar(done, all)}  ${done}/${all} ${say(cardWords.steps)}`,
        },
      },
      section([...current, escape(standing)].join('\n')),
      ...(downtime.length === 0 ? [] : [context(...downtime)]),
      context(
        `${say(cardWords.journal)} ${view.version} \`${view.head.slice(0, 12)}\``,
        `${escape(plan.runbook)} \`${plan.planHash.slice(0, 12)}\``,
        clock(state.startedAt, drawing.timeZone),
      ),
      ...actions(`${runBlockId(view.run)}:do`, buttons),
    ],
  };
}

/** By this the run's message is found again in the channel's history. */
export const runBlockId = (run: string): string => `watari:${run}`;

const WIDTH = 20;
function progressBar(done: number, all: number): string {
  const filled = all === 0 ? 0 : Math.round((done / all) * WIDTH);
  return '▰'.repeat(filled) + '▱'.repeat(WIDTH - filled);
}
