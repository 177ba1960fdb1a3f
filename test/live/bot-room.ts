import { setTimeout as delay } from 'node:timers/promises';

import { z } from 'zod';

import { type SlackApp, slackApp } from '#bot/app.ts';
import { settings } from '#bot/config.ts';
import type { Desk } from '#bot/desk.ts';
import { peopleOf, type Person } from '#bot/people.ts';
import {
  CHANNEL,
  LOCAL_TOKENS,
  type LocalSlack,
  slackUser,
  startLocalSlack,
  TEAM,
} from '#bot/rehearsal/local-slack.ts';
import { fillUntouchedFields } from '#bot/rehearsal/untouched-fields.ts';
import type { Engine, EngineParts, Plan } from '#core/index.ts';
import { Scene } from '#test/core/runner/engines.ts';

const person = (id: string, ja: string, language: 'en' | 'ja', ...roles: Person['roles']): Person => ({
  id,
  name: { en: id, ja },
  language,
  roles,
  slack: [{ team: TEAM, user: slackUser(id) }],
  logins: [],
});
/** Two who ask and approve, one who approves, one without a role, and one whom people.yaml does not know. */
export const PEOPLE = {
  aiko: person('aiko', '愛子', 'ja', 'operator', 'approver'),
  ben: person('ben', 'ベン', 'en', 'operator', 'approver'),
  chie: person('chie', '千恵', 'ja', 'approver'),
  dan: person('dan', 'ダン', 'en'),
} as const;
const STRANGER = person('emi', '絵美', 'ja');

const message = z.looseObject({
  ts: z.string(),
  text: z.string().default(''),
  ephemeral_to: z.string().optional(),
  blocks: z.array(z.looseObject({ type: z.string(), block_id: z.string().optional() })).default([]),
});
export type Said = z.infer<typeof message>;
const history = z.looseObject({ messages: z.array(message) });
const button = z.looseObject({ type: z.literal('button'), action_id: z.string(), value: z.string() });

/** A bot on an engine of its own, in a local Slack with people who click. */
export class Room implements AsyncDisposable {
  readonly scene: Scene;
  readonly engine: Engine;
  readonly slack: LocalSlack;
  readonly logged: string[] = [];
  readonly #ui: WebSocket;
  readonly views: unknown[] = [];
  errors: Readonly<Record<string, string>> | null = null;
  app: SlackApp;
  readonly desk: Desk;

  private constructor(scene: Scene, engine: Engine, slack: LocalSlack, ui: WebSocket) {
    this.scene = scene;
    this.engine = engine;
    this.slack = slack;
    this.#ui = ui;
    ui.addEventListener('message', ({ data }) => this.#heard(String(data)));
    this.desk = {
      engine,
      store: scene.store,
      settings: settings.parse({ language: 'ja' }),
      people: peopleOf(Object.values(PEOPLE)),
      target: { kind: 'site' },
      holder: 'bot',
      suggested: {},
      secrets: [],
      log: (text, error) =>
        this.logged.push(
          typeof text === 'string' ? `${text}: ${error instanceof Error ? error.message : ''}` : text.en,
        ),
    };
    this.app = this.#newApp();
  }

  static async open(plan: Plan, change: Partial<EngineParts> = {}): Promise<Room> {
    const slack = await startLocalSlack([...Object.values(PEOPLE), STRANGER]);
    const scene = new Scene(plan);
    const ui = new WebSocket(`${slack.url.replace('http', 'ws')}ui`);
    await new Promise((resolve, reject) => {
      ui.addEventListener('open', resolve, { once: true });
      ui.addEventListener('error', reject, { once: true });
    });
    const room = new Room(scene, scene.engine('bot', change), slack, ui);
    await room.app.start();
    return room;
  }

  #newApp(): SlackApp {
    const app = slackApp(this.desk, LOCAL_TOKENS, { slackApiUrl: this.slack.apiUrl, retries: 0 });
    fillUntouchedFields(app.app);
    return app;
  }

  #heard(data: string): void {
    const frame = z
      .looseObject({
        t: z.string(),
        stack: z.array(z.unknown()).optional(),
        errors: z.record(z.string(), z.string()).nullish(),
      })
      .parse(JSON.parse(data));
    if (frame.t === 'view') this.views.splice(0, this.views.length, ...(frame.stack ?? []));
    if (frame.t === 'view_errors') this.errors = frame.errors ?? null;
  }

  /** Types a command as somebody. */
  type(who: string, text: string): void {
    this.#ui.send(
      JSON.stringify({
        t: 'slash_command',
        appId: 'A0WATARI',
        channel: CHANNEL,
        user: slackUser(who),
        command: '/migrate',
        text,
      }),
    );
  }

  /** Clicks a button of a message, with a value of one's own if one likes. */
  click(who: string, ts: string, action: string, value: string): void {
    this.#ui.send(
      JSON.stringify({
        t: 'block_action',
        channel: CHANNEL,
        messageTs: ts,
        user: slackUser(who),
        appId: 'A0WATARI',
        action: { type: 'button', block_id: 'b', action_id: action, value },
      }),
    );
  }

  submit(who: string, values: Readonly<Record<string, string>>): void {
    this.errors = null;
    const fields = Object.entries(values).map(([name, value]) => [
      name,
      { value: { type: 'plain_text_input', value } },
    ]);
    this.#ui.send(
      JSON.stringify({ t: 'view_submit', user: slackUser(who), values: Object.fromEntries(fields) }),
    );
  }

  /** Everything in the channel and its threads, oldest first. */
  async said(): Promise<readonly Said[]> {
    const top = await this.#read('conversations.history', { channel: CHANNEL, limit: '200' });
    const threads = await Promise.all(
      top.map(({ ts }) => this.#read('conversations.replies', { channel: CHANNEL, ts, limit: '200' })),
    );
    return [...new Map([...top, ...threads.flat()].map((one) => [one.ts, one])).values()].toSorted(
      (a, b) => Number(a.ts) - Number(b.ts),
    );
  }

  async #read(method: string, values: Readonly<Record<string, string>>): Promise<Said[]> {
    const answer = await fetch(`${this.slack.apiUrl}${method}`, {
      method: 'POST',
      body: new URLSearchParams(values),
    });
    return history.parse(await answer.json()).messages;
  }

  /** What one person alone was told. */
  async whispered(who: string): Promise<readonly string[]> {
    return (await this.said()).filter((one) => one.ephemeral_to === slackUser(who)).map(({ text }) => text);
  }

  /** The card of a step, once it stands there. */
  async card(step: string): Promise<Said> {
    const id = `watari:${this.scene.run}:${step}`;
    return this.until(async () =>
      (await this.said()).find(({ blocks }) => blocks.some(({ block_id }) => block_id === id)),
    );
  }

  /** The value of a card's button, once it is drawn. */
  button(step: string, action: string): Promise<{ readonly ts: string; readonly value: string }> {
    return this.until(async () => {
      const { ts, blocks } = await this.card(step);
      const elements = blocks.flatMap((block): unknown[] =>
        Array.isArray(block['elements']) ? block['elements'] : [],
      );
      const found = elements
        .map((element) => button.safeParse(element).data)
        .find((one) => one?.action_id === action);
      return found === undefined ? undefined : { ts, value: found.value };
    });
  }

  /** Polls until there is something. */
  async until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
    const deadline = Date.now() + 15_000;
    for (;;) {
      const found = await look();
      if (found !== undefined && found !== false) return found;
      if (Date.now() > deadline)
        throw new Error(
          `it never came: ${this.logged.join('; ')} ${JSON.stringify((await this.said()).map(({ text }) => text))}`,
        );
      await delay(25);
    }
  }

  /** The journal as it is stored. */
  async journal(): Promise<string> {
    return JSON.stringify(await this.scene.store.journal.read(this.scene.run));
  }

  /** Ends the app and begins another one, as after a restart. */
  async restart(): Promise<void> {
    await this.app.stop();
    this.app = this.#newApp();
    await this.app.start();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.app.stop();
    this.#ui.close();
    await this.scene[Symbol.asyncDispose]();
    await this.slack.close();
  }
}
