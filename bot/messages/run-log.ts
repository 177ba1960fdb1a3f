import type { JournaledEvent, RunView } from '#core/index.ts';

import { code, labelled, type Message, sections } from './blocks.ts';
import { cardWords } from './card-words.ts';
import { eventLine } from './event-line.ts';
import { stepName } from './standing.ts';
import type { Drawing } from './step-card.ts';
import { clocksOf } from './times.ts';
import { both, rehearsalPrefix } from './words.ts';

/** What happened in a run, a line an event. The zone of its times stands once, above them. */
export function runLog(
  view: RunView,
  events: readonly Pick<JournaledEvent, 'event'>[],
  { language, timeZone, name }: Pick<Drawing, 'language' | 'timeZone' | 'name'>,
): Message {
  const step = (id: string) => {
    const found = view.plan.steps.find((one) => one.id === id);
    return found === undefined ? both(id, id) : stepName(found);
  };
  const { zone, at } = clocksOf(
    events.map(({ event }) => event.at),
    timeZone,
  );
  const said = events.map(({ event }) => {
    const line = eventLine(event, { person: (by) => name(by.person), step });
    return `${at(event.at)}  ${line[language]}`;
  });
  const mark = rehearsalPrefix(view)[language];
  const times = zone === null ? '' : `  ${labelled(cardWords.times, zone, language)}`;
  return {
    text: `${mark}${view.run}`,
    blocks: [...sections(`${mark}\`${view.run}\`${times}`), ...code(said.join('\n'))],
  };
}
