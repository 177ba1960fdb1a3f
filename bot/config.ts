import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';

import { z } from 'zod';

import { LANGUAGES, means, parseYamlFile, type Problem, schemaMessage } from '#core/index.ts';

/** `watari.yaml`: every setting of a site, declared once. Tokens and DATABASE_URL come from the environment alone. */
export const settings = z.strictObject({
  language: means(
    z.enum(LANGUAGES).default('ja'),
    'Language of channel messages, and of people who chose none.',
    'チャンネルのメッセージの言語です。言語を選んでいない人への応答にも使います。',
  ),
  timeZone: means(
    z
      .string()
      .refine((zone) => isTimeZone(zone), {
        message: schemaMessage({
          en: 'an IANA time zone, e.g. Asia/Tokyo',
          ja: 'Asia/Tokyo のような、IANA のタイムゾーン',
        }),
      })
      .default('Asia/Tokyo'),
    'IANA name of the time zone in which times are shown.',
    '時刻の表示に使うタイムゾーンです（IANA の名前）。',
  ),
  slack: means(
    z
      .strictObject({
        mode: means(
          z.enum(['socket', 'http']).default('socket'),
          'Socket Mode, or HTTP with signatures.',
          'Socket Mode（`socket`）か、署名付きの HTTP（`http`）です。',
        ),
        host: means(
          z.string().min(1).default('127.0.0.1'),
          "HTTP mode: the address to listen on. Slack's requests come through a reverse proxy beside Watari, which holds the certificate.",
          'HTTP モードで待ち受けるアドレスです。Slack からの要求は、証明書を持つリバースプロキシ（Watari と同じマシン）を通して受け取ります。',
        ),
        port: means(
          z.int().min(1).max(65_535).default(3000),
          "HTTP mode: where Slack's requests arrive.",
          'HTTP モードで Slack からの要求を受け取るポートです。',
        ),
        channels: means(
          z.array(z.string()).optional(),
          'Ids of the channels that Watari may work in. Left out: all.',
          'Watari を使えるチャンネルの ID です。省略すると、すべてのチャンネルです。',
        ),
        teams: means(
          z.array(z.string()).optional(),
          'Ids of the workspaces that Watari may work in. Left out: all.',
          'Watari を使えるワークスペースの ID です。省略すると、すべてのワークスペースです。',
        ),
        roles: means(
          z
            .strictObject({
              operator: means(
                z.string().optional(),
                'Who is in this group may ask for steps.',
                'このグループの人は、手順を要求できます。',
              ),
              approver: means(
                z.string().optional(),
                'Who is in this group may approve.',
                'このグループの人は、承認できます。',
              ),
            })
            .default({}),
          'Ids of Slack user groups that give a role in place of `people.yaml`, read at the click.',
          '`people.yaml` の代わりに役割を決める、Slack のユーザグループの ID です。ボタンを押すたびに確かめます。',
        ),
      })
      .prefault({}),
    'Slack.',
    'Slack の設定です。',
  ),
  docsUrl: means(
    z.url().optional(),
    'Address of the published documentation. Left out: no link is drawn, except on a lab whose workspace serves it.',
    '公開したドキュメントの URL です。省略すると、リンクを表示しません（ドキュメントを公開しているリハーサル用ワークスペースを除く）。',
  ),
  runbooks: means(
    z.string().optional(),
    'Folder of runbooks. Left out: those that Watari ships.',
    'ランブックのフォルダです。省略すると、Watari に付属するものを使います。',
  ),
});
export type Settings = z.infer<typeof settings>;

/** Where a process of Watari finds and keeps things. */
export type Places = {
  /** `watari.yaml`, `inventory.yaml`, `people.yaml`, `known_hosts`. */
  readonly site: string;
  /** Journal, labs. Mode 0700. */
  readonly data: string;
  readonly runbooks: string;
  /** Built documentation that the rehearsal workspace serves as it is; left out: that of this checkout, built where nobody has. */
  readonly docs?: string;
  /** The runbook that a rehearsal workspace was opened for. */
  readonly rehearses?: string;
};

export const root = resolve(import.meta.dirname, '..');

/** WATARI_SITE, WATARI_DATA, WATARI_RUNBOOKS, WATARI_DOCS and WATARI_REHEARSES, or `var/` and `runbooks/` beside the program. */
export function placesOf(environment: NodeJS.ProcessEnv): Places {
  const data = absolute(environment['WATARI_DATA'] ?? join(root, 'var'));
  const { WATARI_DOCS: docs, WATARI_REHEARSES: rehearses } = environment;
  return {
    data,
    site: absolute(environment['WATARI_SITE'] ?? join(data, 'site')),
    runbooks: absolute(environment['WATARI_RUNBOOKS'] ?? join(root, 'runbooks')),
    ...(docs === undefined ? {} : { docs: absolute(docs) }),
    ...(rehearses === undefined || rehearses === '' ? {} : { rehearses }),
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
