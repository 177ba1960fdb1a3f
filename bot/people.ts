import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import {
  type Account,
  type Actor,
  both,
  LANGUAGES,
  type Language,
  type Localized,
  localized,
  means,
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
  name: means(
    localized,
    'Their name, as cards and journal show it.',
    'カードやジャーナルに表示する名前です。',
  ),
  roles: means(
    z.array(z.enum(ROLES)).default([]),
    'What they may do: ask for steps (`operator`), approve them (`approver`).',
    '役割です。`operator` は手順を要求でき、`approver` は承認できます。',
  ),
  language: means(
    z.enum(LANGUAGES).optional(),
    'The language in which they are answered. Left out: that of their Slack, then that of the site.',
    '応答する言語です。省略すると、Slack の言語、次に拠点の言語を使います。',
  ),
  slack: means(
    z
      .array(
        z.strictObject({
          team: means(
            z.string().optional(),
            'The workspace. Left out: any.',
            'ワークスペースです。省略すると、どのワークスペースでもかまいません。',
          ),
          user: means(
            z.string(),
            'The member id, as Slack shows it in the profile: `U…`.',
            'Slack のプロフィールに表示されるメンバー ID（`U…`）です。',
          ),
        }),
      )
      .default([]),
    'Their Slack accounts.',
    'Slack のアカウントです。',
  ),
  logins: means(
    z.array(z.string()).default([]),
    'Their OS logins where Watari runs: who they are in the terminal.',
    'Watari のマシンでの OS のログイン名です。ターミナルでは、この名前で本人とみなします。',
  ),
});
/** `people.yaml` as written. */
export const peopleFile = z.strictObject({
  people: means(z.record(id, person), 'Everybody, by a short id.', '全員を、短い ID ごとに書きます。'),
});
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
  const { value, problems, place } = parseYamlFile(path, readFileSync(path, 'utf8'), peopleFile);
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

/** Every account that belongs to somebody who stands above it in the file too. */
function doubles(place: Place, all: readonly Person[]): Problem[] {
  return all.flatMap((one, index) =>
    all.slice(0, index).flatMap((other) =>
      shared(one, other).map((account) =>
        place('account-of-two', {
          path: ['people', one.id],
          found: both(
            `${account.en}, which belongs to ${other.id} too`,
            `${other.id} にも属する${account.ja}`,
          ),
          allowed: both('one person an account', '1 人だけのアカウント'),
        }),
      ),
    ),
  );
}

/** An account without a workspace is one of every workspace. */
function shared(one: Person, other: Person): Localized[] {
  const logins = one.logins
    .filter((login) => other.logins.includes(login))
    .map((login) => both(`login ${login}`, `ログイン名 ${login}`));
  const accounts = one.slack
    .filter(({ team, user }) =>
      other.slack.some(
        (account) =>
          account.user === user &&
          (account.team === team || account.team === undefined || team === undefined),
      ),
    )
    .map(({ team, user }) =>
      both(`Slack ${team ?? '*'}/${user}`, `Slack のアカウント ${team ?? '*'}/${user}`),
    );
  return [...logins, ...accounts];
}
