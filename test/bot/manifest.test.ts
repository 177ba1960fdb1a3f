import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
const manifest = z
  .looseObject({
    features: z.looseObject({ slash_commands: z.array(z.looseObject({ command: z.string() })) }),
    oauth_config: z.looseObject({ scopes: z.looseObject({ bot: z.array(z.string()) }) }),
    settings: z.looseObject({
      interactivity: z.looseObject({ is_enabled: z.boolean() }),
      socket_mode_enabled: z.boolean(),
    }),
  })
  .parse(JSON.parse(readFileSync(join(root, 'manifest.json'), 'utf8')));

/** What Slack's reference asks of a bot token for each method; views need none. */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history'],
  'conversations.replies': ['channels:history', 'groups:history'],
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.update': [],
};

const sources = globSync('bot/**/*.ts', { cwd: root })
  .filter((file) => !file.startsWith('bot/terminal') && !file.startsWith('bot/rehearsal'))
  .map((file) => readFileSync(join(root, file), 'utf8'));
const METHOD =
  /\bclient\s*\.((?:chat|conversations|users|usergroups|views|files|reactions|pins|bookmarks|im|auth|team)(?:\.\w+)+)\(/gu;
const used = new Set(sources.flatMap((text) => [...text.matchAll(METHOD)].map(([, method]) => method ?? '')));

test('the methods that the bot calls are those whose scopes are known here', () => {
  expect([...used].toSorted()).toEqual(Object.keys(SCOPES).toSorted());
});

test('the app asks for exactly the scopes of what it calls, and for its slash command', () => {
  const needed = new Set(['commands', ...[...used].flatMap((method) => SCOPES[method] ?? [])]);
  expect(manifest.oauth_config.scopes.bot).toEqual([...needed].toSorted());
});

test('the app is made for Socket Mode, buttons and /migrate', () => {
  expect(manifest.settings.socket_mode_enabled).toBe(true);
  expect(manifest.settings.interactivity.is_enabled).toBe(true);
  expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual(['/migrate']);
});
