import type { Localized, RunView } from '#core/index.ts';

import { both } from '../../messages/words.ts';
import { loadPeople } from '../../people.ts';
import { labSite, type Session } from '../session.ts';

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
