import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import {
  type Account,
  type Actor,
  LANGUAGES,
  type Language,
  localized,
  type ParsedYaml,
  parseYamlFile,
  type PersonId,
  type Problem,
  type Role,
  ROLES,
  type Via,
} from '#core/index.ts';

const id = z.string().regex(/^[a-z][a-z0-9-]*$/u);
const person = z.strictObject({
  name: localized,
  roles: z.array(z.enum(ROLES)).default([]),
  language: z.enum(LANGUAGES).optional(),
  slack: z.array(z.strictObject({ team: z.string().optional(), user: z.string() })).default([]),
  logins: z.array(z.string()).default([]),
});
const file = z.strictObject({ people: z.record(id, person) });
export type Person = z.infer<typeof person> & { readonly id: PersonId };

/** Who is who: `people.yaml`. One person may have several accounts; people are counted, not accounts. */
export type People = {
  readonly all: readonly Person[];
  byId(id: string): Person | undefined;
  bySlack(team: string, user: string): Person | undefined;
  byLogin(login: string): Person | undefined;
};

/** A folder without `people.yaml` knows nobody. An account that two people claim is a problem. */
export function loadPeople(site: string): { readonly people: People; readonly problems: readonly Problem[] } {
  const path = join(site, 'people.yaml');
  if (!existsSync(path)) return { people: peopleOf([]), problems: [] };
  const { value, problems, place } = parseYamlFile(path, readFileSync(path, 'utf8'), file);
  const all = Object.entries(value?.people ?? {}).map(([key, entry]) => ({ ...entry, id: key }));
  return { people: peopleOf(all), problems: [...problems, ...doubles(place, all)] };
}

export const peopleOf = (all: readonly Person[]): People => ({
  all,
  byId: (wanted) => all.find((one) => one.id === wanted),
  bySlack: (team, user) =>
    all.find((one) => one.slack.some((account) => account.user === user && (account.team ?? team) === team)),
  byLogin: (login) => all.find((one) => one.logins.includes(login)),
});

export const actorOf = (
  who: Person,
  account: Account,
  via: Via,
  roles: readonly Role[] = who.roles,
): Actor => ({
  person: who.id,
  account,
  via,
  roles,
});

/** Stored choice, then the person's entry, then the site's language. Slack's locale stands between where Slack is asked. */
export const languageOf = (who: Person | undefined, stored: Language | null, site: Language): Language =>
  stored ?? who?.language ?? site;

type Place = ParsedYaml<unknown>['place'];

function doubles(place: Place, all: readonly Person[]): Problem[] {
  const owners = new Map<string, string>();
  const problems: Problem[] = [];
  for (const one of all) {
    const accounts = [
      ...one.logins.map((login) => `login ${login}`),
      ...one.slack.map((slack) => `Slack ${slack.team ?? '*'}/${slack.user}`),
    ];
    for (const account of accounts) {
      const owner = owners.get(account);
      if (owner !== undefined && owner !== one.id)
        problems.push(
          place('account-of-two', {
            path: ['people', one.id],
            found: `${account}, which belongs to ${owner} too`,
            allowed: 'one person an account',
          }),
        );
      owners.set(account, one.id);
    }
  }
  return problems;
}
