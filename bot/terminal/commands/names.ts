import type { Localized, RunView } from '#core/index.ts';

import { both } from '../../messages/words.ts';
import { loadPeople } from '../../people.ts';
import { labSite, type Session } from '../session.ts';
import type { Reading } from '../status-text.ts';

/** A person's name; people of a lab are found in the lab. */
export function nameOf(
  session: Pick<Session, 'people' | 'places'>,
  view: RunView | null,
  person: string,
): Localized {
  const target = view?.state.target;
  const people =
    target?.kind === 'lab' ? loadPeople(labSite(session.places, target.name)).people : session.people;
  return people.byId(person)?.name ?? session.people.byId(person)?.name ?? both(person, person);
}

/** What `statusLines` needs to know of the person who reads. */
export const readingOf = (
  session: Pick<Session, 'people' | 'places' | 'screen' | 'settings'>,
  view: RunView,
): Reading => ({
  language: session.screen.language,
  timeZone: session.settings.timeZone,
  now: new Date().toISOString(),
  name: (person) => nameOf(session, view, person),
});
