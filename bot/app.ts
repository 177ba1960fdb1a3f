import { App, LogLevel, type webApi } from '@slack/bolt';

import { type Announcer, announcer } from './announcer.ts';
import type { Desk } from './desk.ts';
import { listenToCards } from './listeners/actions/card-buttons.ts';
import { listenToMigrate } from './listeners/commands/migrate.ts';
import { listenToForms } from './listeners/views/forms.ts';

/** Tokens of the Slack app, from the environment alone. */
export type Tokens = {
  readonly bot: string;
  readonly app: string | null;
  readonly signingSecret: string | null;
};
export type SlackApp = {
  readonly app: App;
  readonly announcer: Announcer;
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** SLACK_BOT_TOKEN with SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP). Null without a bot token. */
export function tokensOf(environment: NodeJS.ProcessEnv): Tokens | null {
  const bot = environment['SLACK_BOT_TOKEN'];
  if (bot === undefined || bot === '') return null;
  return {
    bot,
    app: environment['SLACK_APP_TOKEN'] ?? null,
    signingSecret: environment['SLACK_SIGNING_SECRET'] ?? null,
  };
}

/** The Bolt app with Watari's listeners. `slackApiUrl` ends in `/api/`; given for a local Slack. */
export function slackApp(
  desk: Desk,
  tokens: Tokens,
  options: { slackApiUrl?: string; retries?: number } = {},
): SlackApp {
  const { mode, port } = desk.settings.slack;
  const clientOptions: webApi.WebClientOptions = {
    ...(options.slackApiUrl === undefined ? {} : { slackApiUrl: options.slackApiUrl }),
    ...(options.retries === undefined ? {} : { retryConfig: { retries: options.retries } }),
  };
  const app = new App({
    token: tokens.bot,
    // Without this, Bolt asks Slack in its constructor, and a Slack that is down ends the process.
    deferInitialization: true,
    logLevel: LogLevel.ERROR,
    clientOptions,
    ...(mode === 'socket'
      ? { socketMode: true, appToken: required(tokens.app, 'SLACK_APP_TOKEN') }
      : { signingSecret: required(tokens.signingSecret, 'SLACK_SIGNING_SECRET'), port }),
  });
  app.error(async (error) => desk.log('Slack', error));
  const cards = announcer(desk, app.client);
  listenToMigrate(app, desk);
  listenToCards(app, desk, cards);
  listenToForms(app, desk, cards);
  return {
    app,
    announcer: cards,
    async start() {
      await app.init();
      await (mode === 'socket' ? app.start() : app.start(port));
      await cards.start();
    },
    async stop() {
      await cards.stop();
      await app.stop();
    },
  };
}

function required(token: string | null, name: string): string {
  if (token === null || token === '')
    throw new Error(
      `Starting the bot: ${name} is not set. Set it beside SLACK_BOT_TOKEN, or change slack.mode in watari.yaml.`,
    );
  return token;
}
