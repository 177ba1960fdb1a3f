import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { openEngine, openSqliteStore, type Problem } from '#core/index.ts';

import { loadSettings, type Places } from './config.ts';
import type { Desk } from './desk.ts';
import { loadPeople } from './people.ts';

export type OpenedSite = {
  readonly desk: Desk;
  readonly problems: readonly Problem[];
  close(): Promise<void>;
};

/** Reads a site's folder and opens journal and engine on it. Every problem of every file at once. */
export async function openSite(places: Places, log: Desk['log']): Promise<OpenedSite> {
  const { settings, problems } = loadSettings(places.site);
  const people = loadPeople(places.site);
  const store = openSqliteStore(join(places.data, 'journal.sqlite'));
  const engine = await openEngine({
    store,
    runbooks: settings.runbooks ?? places.runbooks,
    site: places.site,
  });
  const desk: Desk = {
    engine,
    store,
    settings,
    people: people.people,
    suggested: suggestedBy(places.site),
    secrets: engine.secretNames,
    log,
  };
  return {
    desk,
    problems: [...problems, ...people.problems, ...engine.problems],
    async close() {
      await engine[Symbol.asyncDispose]();
      await store.close();
    },
  };
}

/** Values that this place already knows: the lab leaves them in its site folder. */
function suggestedBy(site: string): Record<string, string> {
  const file = join(site, 'values.json');
  if (!existsSync(file)) return {};
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (value === null || typeof value !== 'object') return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
