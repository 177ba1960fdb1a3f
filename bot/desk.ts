import type { webApi } from '@slack/bolt';

import {
  Fault,
  type Actor,
  type Engine,
  type Language,
  type Localized,
  refusal,
  type Refusal,
  type Role,
  ROLES,
  type RunId,
  type RunView,
  type Store,
  type Target,
} from '#core/index.ts';

import type { Settings } from './config.ts';
import { both } from './messages/words.ts';
import { actorOf, languageOf, type People, type Person } from './people.ts';

/** What the listeners work with. */
export type Desk = {
  readonly engine: Engine;
  readonly store: Store;
  readonly settings: Settings;
  readonly people: People;
  /** What this process was opened for: runs elsewhere are none of its business. */
  readonly target: Target;
  /** The name under which this process holds leases. */
  readonly holder: string;
  /** Parameter values that the start form begins with, e.g. those of the lab. */
  readonly suggested: Readonly<Record<string, string>>;
  /** The runbook that the lab was made for: what is started there unless another one is named. */
  readonly rehearses?: string;
  /** Names of secrets that the start form offers. */
  readonly secrets: readonly string[];
  log(text: string | Localized, error?: unknown): void;
};

/** Somebody at Slack: who they are to Watari, and in which language they read. */
export type Visitor = {
  readonly person: Person | null;
  readonly actor: Actor | Refusal;
  readonly language: Language;
};

/** Looked up at every click, so that a role taken away counts at once. */
export async function visitor(
  desk: Desk,
  client: webApi.WebClient,
  team: string,
  user: string,
): Promise<Visitor> {
  const person = desk.people.bySlack(team, user) ?? null;
  const stored = person === null ? null : await desk.store.preferences.language(person.id);
  const language =
    stored ??
    person?.language ??
    (await slackLocale(client, user)) ??
    languageOf(undefined, null, desk.settings.language);
  if (person === null) return { person, actor: refusal('account-unknown'), language };
  const roles = await rolesOf(desk, client, person, user);
  return { person, actor: actorOf(person, { kind: 'slack', team, user }, 'slack', roles), language };
}

async function rolesOf(desk: Desk, client: webApi.WebClient, person: Person, user: string): Promise<Role[]> {
  const held: Role[] = [];
  for (const role of ROLES) {
    const group = desk.settings.slack.roles[role];
    const members = group === undefined ? null : await groupMembers(desk, client, group);
    if (members === null ? person.roles.includes(role) : members.includes(user)) held.push(role);
  }
  return held;
}

/** Null where the workspace cannot say (no such method, scope missing): then `people.yaml` counts. */
async function groupMembers(
  desk: Desk,
  client: webApi.WebClient,
  group: string,
): Promise<readonly string[] | null> {
  try {
    return (await client.usergroups.users.list({ usergroup: group })).users ?? [];
  } catch (error) {
    desk.log(`reading the Slack user group ${group}`, error);
    return null;
  }
}

async function slackLocale(client: webApi.WebClient, user: string): Promise<Language | null> {
  try {
    const { user: found } = await client.users.info({ user, include_locale: true });
    const locale = found?.locale ?? '';
    return locale.startsWith('ja') ? 'ja' : locale.startsWith('en') ? 'en' : null;
  } catch {
    return null;
  }
}

/** Null, and a line in the log, where the run's journal cannot be read: the others are there as before. */
export async function viewIfReadable(
  desk: Pick<Desk, 'engine' | 'log'>,
  run: RunId,
): Promise<RunView | null> {
  try {
    return await desk.engine.view(run);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'journal-corrupt') throw error;
    desk.log(`reading ${run}`, error);
    return null;
  }
}

/** The open run of a channel. */
export const runOfChannel = (desk: Desk, channel: string): Promise<RunView | null> =>
  newestOf(desk, channel, true);

/** The open run of a channel, or the one that ended there last: what there is to read about. */
export const lastRunOfChannel = async (desk: Desk, channel: string): Promise<RunView | null> =>
  (await newestOf(desk, channel, true)) ?? newestOf(desk, channel, false);

async function newestOf(desk: Desk, channel: string, isOpen: boolean): Promise<RunView | null> {
  for (const { run, open } of await desk.engine.runs()) {
    if (open !== isOpen) continue;
    const view = await viewIfReadable(desk, run);
    if (view?.state.channel === channel) return view;
  }
  return null;
}

export const nameIn =
  (people: People) =>
  (person: string): Localized =>
    people.byId(person)?.name ?? both(person, person);

/** Channels and workspaces of the allow-lists; left out, all. */
export const allowed = ({ settings }: Pick<Desk, 'settings'>, team: string, channel: string): boolean =>
  (settings.slack.teams?.includes(team) ?? true) && (settings.slack.channels?.includes(channel) ?? true);

/** Whether this process draws a run: its target is ours, and no other bot has it in hand. */
export function draws({ target, holder }: Desk, view: RunView): boolean {
  const { target: where } = view.state;
  const isOurs =
    where.kind === 'lab' ? target.kind === 'lab' && where.name === target.name : target.kind === 'site';
  // Leases of bots name what they are there for (`bot host 4711 @site`); a terminal never draws.
  const otherBot = view.holder?.includes(' @') === true && !view.holder.startsWith(`${holder} @`);
  return isOurs && !otherBot;
}
