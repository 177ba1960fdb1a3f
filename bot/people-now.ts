import { statSync } from 'node:fs';
import { join } from 'node:path';

import { formatProblem } from '#core/index.ts';

import type { Desk } from './desk.ts';
import { loadPeople, type People } from './people.ts';

/**
 * `people.yaml` as it is whenever somebody is looked up: whoever was taken out of it, or has lost a role, has lost it at
 * their next click. A file that cannot stand changes nothing, and the log says what is wrong with it.
 */
export function peopleNow(site: string, begun: People, log: Desk['log']): People {
  let known = begun;
  let seen = stampOf(site);
  const now = (): People => {
    const stamp = stampOf(site);
    if (stamp === seen) return known;
    seen = stamp;
    const { people, problems } = loadPeople(site);
    if (problems.length === 0) known = people;
    else log(`people.yaml was not taken over: ${problems.map(formatProblem).join('; ')}`);
    return known;
  };
  return {
    get all() {
      return now().all;
    },
    byId: (id) => now().byId(id),
    bySlack: (team, user) => now().bySlack(team, user),
    byLogin: (login) => now().byLogin(login),
  };
}

/** Another one for whatever was written; an editor may put a new file in the place of the old one. */
function stampOf(site: string): string {
  const found = statSync(join(site, 'people.yaml'), { throwIfNoEntry: false, bigint: true });
  return found === undefined ? '' : `${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}`;
}
