import type { JournaledEvent, Localized, RunView } from '#core/index.ts';

import { code, context, labelled, type Message, sections } from './blocks.ts';
import { cardWords } from './card-words.ts';
import { eventLine } from './event-line.ts';
import { stepName } from './standing.ts';
import type { Drawing } from './step-card.ts';
import { clocksOf } from './times.ts';
import { both, rehearsalPrefix } from './words.ts';

/** Which of them: `first` is an index from 0. */
type Part = { readonly first: number; readonly most: number };

/** What happened in a run, a numbered line an event. The zone of its times stands once, above them; what is left out is said. */
export function runLog(
  view: RunView,
  all: readonly Pick<JournaledEvent, 'event'>[],
  { language, timeZone, name }: Pick<Drawing, 'language' | 'timeZone' | 'name'>,
  part: Part = { first: 0, most: all.length },
): Message {
  const [first, most] = [Math.min(part.first, all.length), part.most];
  const step = (id: string) => {
    const found = view.plan.steps.find((one) => one.id === id);
    return found === undefined ? both(id, id) : stepName(found);
  };
  const events = all.slice(first, first + most);
  const { zone, at } = clocksOf(
    events.map(({ event }) => event.at),
    timeZone,
  );
  const width = String(first + events.length).length;
  const said = events.map(({ event }, index) => {
    const line = eventLine(event, { person: (by) => name(by.person), step });
    return `${String(first + index + 1).padStart(width)}  ${at(event.at)}  ${line[language]}`;
  });
  const mark = rehearsalPrefix(view)[language];
  const times = zone === null ? '' : `  ${labelled(cardWords.times, zone, language)}`;
  const after = all.length - first - events.length;
  return {
    text: `${mark}${view.run}`,
    blocks: [
      ...sections(`${mark}\`${view.run}\`${times}`),
      ...(first === 0 ? [] : [context(before(view, first, most)[language])]),
      ...code(said.join('\n')),
      ...(after <= 0 ? [] : [context(later(after, first + most + 1)[language])]),
    ],
  };
}

function before({ run }: RunView, left: number, most: number): Localized {
  const from = Math.max(1, left - most + 1);
  return both(
    `${left} earlier events are left out: \`/migrate log --from ${from}\`. All of them in the terminal: \`npm run -s watari -- log --run ${run}\``,
    `これより前の ${left} 件は省略しています。続きは \`/migrate log --from ${from}\` 、全体はターミナルの \`npm run -s watari -- log --run ${run}\` で表示できます。`,
  );
}

const later = (left: number, from: number): Localized =>
  both(
    `${left} later events: \`/migrate log --from ${from}\``,
    `これより後の ${left} 件は \`/migrate log --from ${from}\` で表示できます。`,
  );
