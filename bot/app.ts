import { type AddressInfo, Server } from 'node:net';

import { App, LogLevel, type webApi } from '@slack/bolt';

import { type Announcer, announcer } from './announcer.ts';
import type { Desk } from './desk.ts';
import { listen } from './listeners/index.ts';

/** Tokens of the Slack app, from the environment alone. */
export type Tokens = {
  readonly bot: string;
  readonly app: string | null;
  readonly signingSecret: string | null;
};
export type SlackApp = {
  readonly app: App;
  readonly announcer: Announcer;
  /** Connects and draws what is behind. The port of HTTP mode; null in Socket Mode. */
  start(): Promise<number | null>;
  stop(): Promise<void>;
};
export type SlackAppOptions = {
  /** Ends in `/api/`; given for a local Slack. */
  readonly slackApiUrl?: string;
  /** How often a call of Slack's API is tried again; left out: for half an hour. */
  readonly retries?: number;
  /** A run is not drawn more often than this; left out: once a second, for Slack's sake. */
  readonly shortestGapMs?: number;
  /** HTTP mode: in place of the port of the settings; 0 takes a free one. */
  readonly port?: number;
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

/** The Bolt app with Watari's listeners. @throws Error if the mode's token is missing */
export function slackApp(desk: Desk, tokens: Tokens, options: SlackAppOptions = {}): SlackApp {
  const { mode, host, port } = desk.settings.slack;
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
      : { signingSecret: required(tokens.signingSecret, 'SLACK_SIGNING_SECRET') }),
  });
  app.error(async (error) => desk.log('Slack', error));
  const cards = announcer(desk, app.client, options.shortestGapMs);
  listen({ app, desk, announcer: cards });
  return {
    app,
    announcer: cards,
    async start() {
      await app.init();
      const server = await (mode === 'socket'
        ? app.start()
        : app.start({ host, port: options.port ?? port }));
      await cards.start();
      return mode === 'http' && server instanceof Server ? portOf(server.address()) : null;
    },
    async stop() {
      await cards.stop();
      await app.stop();
    },
  };
}

const portOf = (address: AddressInfo | string | null): number | null =>
  address !== null && typeof address === 'object' ? address.port : null;

/** The environment lacks what the way of reaching Slack needs; the message is for whoever starts the bot. */
export class TokenMissing extends Error {
  constructor(name: string) {
    super(
      `Starting the bot: ${name} is not set. Set it beside SLACK_BOT_TOKEN, or change slack.mode in watari.yaml. / ` +
        `${name} が設定されていません。SLACK_BOT_TOKEN とともに設定するか、watari.yaml の slack.mode を変えてください。`,
    );
  }
}

function required(token: string | null, name: string): string {
  if (token === null || token === '') throw new TokenMissing(name);
  return token;
}
