import { createHmac } from 'node:crypto';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { type SlackApp, slackApp } from '#bot/app.ts';
import { settings } from '#bot/config.ts';
import type { Desk } from '#bot/desk.ts';
import { peopleOf } from '#bot/people.ts';
import { LOCAL_TOKENS, type LocalSlack, startLocalSlack, TEAM } from '#bot/rehearsal/local-slack.ts';
import { Scene } from '#test/core/runner/engines.ts';
import { planOf, ssh } from '#test/core/runner/plans.ts';

let slack: LocalSlack;
let scene: Scene;
let app: SlackApp;
let url: string;
let port: number | null;
beforeAll(async () => {
  slack = await startLocalSlack([]);
  scene = new Scene(planOf([{ do: [ssh('look')] }]));
  const desk: Desk = {
    engine: scene.engine('bot'),
    store: scene.store,
    settings: settings.parse({ slack: { mode: 'http', channels: ['C1'] } }),
    people: peopleOf([]),
    target: { kind: 'site' },
    holder: 'bot',
    suggested: {},
    secrets: [],
    log: () => undefined,
  };
  app = slackApp(desk, LOCAL_TOKENS, { slackApiUrl: slack.apiUrl, retries: 0, port: 0 });
  port = await app.start();
  url = `http://127.0.0.1:${port}/slack/events`;
});
afterAll(async () => {
  await app.stop();
  await scene[Symbol.asyncDispose]();
  await slack.close();
});

/** A request as Slack sends and signs it: https://docs.slack.dev/authentication/verifying-requests-from-slack */
async function send(change: { secret?: string; ageSeconds?: number } = {}): Promise<number> {
  const body = new URLSearchParams({
    command: '/migrate',
    text: 'help',
    team_id: TEAM,
    user_id: 'U0',
    channel_id: 'C1',
    trigger_id: 't',
    response_url: `${slack.url}nowhere`,
  }).toString();
  const timestamp = String(Math.floor(Date.now() / 1000) - (change.ageSeconds ?? 0));
  const signature = createHmac('sha256', change.secret ?? LOCAL_TOKENS.signingSecret)
    .update(`v0:${timestamp}:${body}`)
    .digest('hex');
  const { status } = await fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
  });
  return status;
}

test('nothing but the address of the settings is listened on, which is that of a proxy on this machine', async () => {
  expect(settings.parse({}).slack.host).toBe('127.0.0.1');
  // Another loopback address, which a server on every address would answer as well.
  await expect(fetch(`http://127.0.0.2:${port}/slack/events`)).rejects.toThrow('fetch failed');
});

test('a request that Slack signed is taken', async () => {
  expect(await send()).toBe(200);
});

test('a request with a forged signature is not taken', async () => {
  expect(await send({ secret: 'guessed' })).toBe(401);
});

test('a signed request that is sent again later is not taken', async () => {
  expect(await send({ ageSeconds: 600 })).toBe(401);
});
