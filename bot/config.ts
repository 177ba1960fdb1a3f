import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';

import { z } from 'zod';

import { LANGUAGES, parseYamlFile, type Problem } from '#core/index.ts';

/** `watari.yaml`: every setting of a site, declared once. Tokens and DATABASE_URL come from the environment alone. */
export const settings = z.strictObject({
  /** Language of channel messages, and of people who chose none. */
  language: z.enum(LANGUAGES).default('ja'),
  /** IANA name; times are shown in it. */
  timeZone: z
    .string()
    .refine((zone) => isTimeZone(zone), { message: 'an IANA time zone, e.g. Asia/Tokyo' })
    .default('Asia/Tokyo'),
  slack: z
    .strictObject({
      mode: z.enum(['socket', 'http']).default('socket'),
      /** HTTP mode: the address to listen on. Slack's requests come through a reverse proxy beside Watari, which holds the certificate. */
      host: z.string().min(1).default('127.0.0.1'),
      /** HTTP mode: where Slack's requests arrive. */
      port: z.int().min(1).max(65_535).default(3000),
      /** Channels and workspaces that Watari may work in; left out: all. */
      channels: z.array(z.string()).optional(),
      teams: z.array(z.string()).optional(),
      /** Slack user groups that give a role, read at the click. */
      roles: z.strictObject({ operator: z.string().optional(), approver: z.string().optional() }).default({}),
    })
    .prefault({}),
  /** Address of the published documentation. Without it no link is drawn. */
  docsUrl: z.url().optional(),
  /** Folder of runbooks; left out: those that Watari ships. */
  runbooks: z.string().optional(),
});
export type Settings = z.infer<typeof settings>;

/** Where a process of Watari finds and keeps things. */
export type Places = {
  /** `watari.yaml`, `inventory.yaml`, `people.yaml`, `known_hosts`. */
  readonly site: string;
  /** Journal, labs. Mode 0700. */
  readonly data: string;
  readonly runbooks: string;
  /** Built documentation that the rehearsal workspace serves as it is; left out: that of this checkout, built when it is old. */
  readonly docs?: string;
};

export const root = resolve(import.meta.dirname, '..');

/** WATARI_SITE, WATARI_DATA, WATARI_RUNBOOKS and WATARI_DOCS, or `var/` and `runbooks/` beside the program. */
export function placesOf(environment: NodeJS.ProcessEnv): Places {
  const data = absolute(environment['WATARI_DATA'] ?? join(root, 'var'));
  const docs = environment['WATARI_DOCS'];
  return {
    data,
    site: absolute(environment['WATARI_SITE'] ?? join(data, 'site')),
    runbooks: absolute(environment['WATARI_RUNBOOKS'] ?? join(root, 'runbooks')),
    ...(docs === undefined ? {} : { docs: absolute(docs) }),
  };
}
const absolute = (path: string): string => (isAbsolute(path) ? path : resolve(path));

/** A folder without `watari.yaml` has every default. */
export function loadSettings(site: string): {
  readonly settings: Settings;
  readonly problems: readonly Problem[];
} {
  const file = join(site, 'watari.yaml');
  if (!existsSync(file)) return { settings: settings.parse({}), problems: [] };
  const { value, problems } = parseYamlFile(file, readFileSync(file, 'utf8'), settings);
  return { settings: value ?? settings.parse({}), problems };
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
