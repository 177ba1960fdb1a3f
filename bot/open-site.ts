import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';

import {
  createExecutors,
  loadSiteInventory,
  openConnections,
  openEngine,
  openSqliteStore,
  planningOf,
  type Problem,
  readLabRecord,
  secretsFrom,
  systemClock,
  type Target,
} from '#core/index.ts';

import { loadSettings, type Places, type Settings } from './config.ts';
import { makeDataFolder } from './data-folder.ts';
import type { Desk } from './desk.ts';
import { peopleNow } from './people-now.ts';
import { loadPeople } from './people.ts';
import { servedDocs } from './rehearsal/docs-address.ts';

export type OpenedSite = {
  readonly desk: Desk;
  /** Name of the lab whose folder this is, or null on a site. */
  readonly lab: string | null;
  readonly problems: readonly Problem[];
  close(): Promise<void>;
};

/**
 * Reads a site's folder and opens journal and engine on it; every problem of every file at once. `readList` reads lists of
 * users beside the terminal: the bot must not read files for people who are not at its machine.
 */
export async function openSite(
  places: Places,
  log: Desk['log'],
  readList?: (path: string) => string,
): Promise<OpenedSite> {
  const { settings, problems } = loadSettings(places.site);
  const people = loadPeople(places.site);
  const { inventory, problems: inInventory } = loadSiteInventory(places.site);
  const lab = inventory?.frozen.lab ?? null;
  makeDataFolder(places.data);
  const store = openSqliteStore(join(places.data, 'journal.sqlite'));
  const target: Target = lab === null ? { kind: 'site' } : { kind: 'lab', name: lab };
  const rehearses =
    lab === null ? undefined : (places.rehearses ?? readLabRecord(dirname(places.site))?.scenario);
  const holder = `${hostname()} ${process.pid} ${randomBytes(3).toString('hex')}`;
  const engine = openEngine({
    store,
    planning: planningOf({
      runbooks: settings.runbooks ?? places.runbooks,
      inventory: () => loadSiteInventory(places.site).inventory,
      lab: lab !== null,
      ...(readList === undefined ? {} : { readList }),
    }),
    target,
    executors: createExecutors(),
    openConnections,
    secretOf: secretsFrom(process.env),
    holder,
    clock: systemClock,
    newClaim: () => randomBytes(5).toString('hex'),
    log,
  });
  return {
    desk: {
      engine,
      store,
      target,
      holder,
      settings: withDocs(settings, lab === null ? undefined : servedDocs(places.data)),
      people: peopleNow(places.site, people.people, log),
      suggested: suggestedBy(places.site),
      ...(rehearses === undefined ? {} : { rehearses }),
      secrets: Object.keys(inventory?.frozen.secrets ?? {}),
      log,
    },
    lab,
    problems: [...problems, ...people.problems, ...inInventory],
    async close() {
      await engine[Symbol.asyncDispose]();
      await store.close();
    },
  };
}

/** The rehearsal workspace serves the documentation of the very runbooks that it rehearses. */
const withDocs = (settings: Settings, served: string | undefined): Settings =>
  settings.docsUrl !== undefined || served === undefined ? settings : { ...settings, docsUrl: served };

/** Values that this place already knows: the lab leaves them in its site folder. */
export function suggestedBy(site: string): Record<string, string> {
  const file = join(site, 'values.json');
  if (!existsSync(file)) return {};
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (value === null || typeof value !== 'object') return {};
  return Object.fromEntries(
    Object.entries(value).map(([name, one]: [string, unknown]) => [name, asTyped(one)]),
  );
}

/** As somebody would type it: users one a line, waves as YAML (which JSON is). */
function asTyped(value: unknown): string {
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join('\n');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
