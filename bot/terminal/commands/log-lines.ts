import type { JournaledEvent, Localized, RunView } from '#core/index.ts';

import { eventLine } from '../../messages/event-line.ts';
import { stepName } from '../../messages/standing.ts';
import { zonedClock } from '../../messages/times.ts';
import { both } from '../../messages/words.ts';
import type { Session } from '../session.ts';
import { nameOf } from './names.ts';

/** One line an event: number, time with its zone (lines are searched for and copied one by one), what happened. */
export function logLines(
  session: Pick<Session, 'people' | 'places' | 'settings'>,
  view: RunView | null,
  events: readonly JournaledEvent[],
): Localized[] {
  const step = (id: string): Localized => {
    const found = view?.plan.steps.find((one) => one.id === id);
    return found === undefined ? both(id, id) : stepName(found);
  };
  return events.map(({ version, event }) => {
    const text = eventLine(event, { person: (by) => nameOf(session, view, by.person), step });
    const head = `${String(version).padStart(4)}  ${zonedClock(event.at, session.settings.timeZone)}  `;
    return both(head + text.en, head + text.ja);
  });
}
