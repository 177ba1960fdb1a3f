import { createHash } from 'node:crypto';

import type { webApi } from '@slack/bolt';

import type { RunId, RunView } from '#core/index.ts';

import { type Desk, docsLink, nameIn } from './desk.ts';
import type { Message } from './messages/blocks.ts';
import { runBlockId, runMessage } from './messages/run-message.ts';
import { cardBlockId, type Drawing, stepCard } from './messages/step-card.ts';

/** No message is updated more often than this, so that progress stays within Slack's rate. */
const SHORTEST_GAP_MS = 1000;

/** Journal → Slack: one message a run, a thread of cards under it, each a function of the state and redrawn in place. */
export type Announcer = {
  /** Draws everything that is behind, then follows. */
  start(): Promise<void>;
  /** Draws a run's messages even if nothing seems to have changed. */
  redraw(run: RunId): Promise<void>;
  stop(): Promise<void>;
};

export function announcer(desk: Desk, client: webApi.WebClient): Announcer {
  const busy = new Map<RunId, Promise<void>>();
  const again = new Set<RunId>();
  let unfollow = () => {};
  let stopped = false;

  async function drawRun(run: RunId, force: boolean): Promise<void> {
    const view = await desk.engine.view(run);
    const channel = view?.state.channel;
    if (view === null || channel == null) return;
    const parent = await place(
      view,
      channel,
      'run',
      runBlockId(run),
      runMessage(view, drawing(view, null)),
      null,
      force,
    );
    for (const step of cardsOf(view)) {
      const message = stepCard(view, step, drawing(view, step.id));
      await place(view, channel, `step:${step.id}`, cardBlockId(run, step.id), message, parent, force);
    }
  }

  const drawing = (view: RunView, step: string | null): Drawing => {
    const { language, timeZone } = desk.settings;
    return {
      language,
      timeZone,
      docsUrl: step === null ? null : docsLink(desk.settings, language, view.plan.runbook, step),
      name: nameIn(desk.people),
    };
  };

  /** Posts or updates one message. Its place is a cache: lost between post and store, it is found again by its block id. */
  async function place(
    view: RunView,
    channel: string,
    subject: string,
    blockId: string,
    message: Message,
    thread: string | null,
    force: boolean,
  ): Promise<string> {
    const drawn = createHash('sha256').update(JSON.stringify(message)).digest('hex');
    const known = await desk.store.cards.get(view.run, subject);
    if (known?.drawn === drawn && !force) return known.ts;
    const ts = known?.ts ?? (await findAgain(channel, blockId, thread));
    const body = { channel, text: message.text, blocks: [...message.blocks] };
    const placed =
      ts === null
        ? (await client.chat.postMessage({ ...body, ...(thread === null ? {} : { thread_ts: thread }) })).ts
        : (await client.chat.update({ ...body, ts })).ts;
    const at = placed ?? ts;
    if (at === null) throw new Error(`Slack gave no place for ${subject} of ${view.run}`);
    await desk.store.cards.set(view.run, subject, { channel, ts: at, drawn });
    return at;
  }

  async function findAgain(channel: string, blockId: string, thread: string | null): Promise<string | null> {
    const found =
      thread === null
        ? await client.conversations.history({ channel, limit: 200 })
        : await client.conversations.replies({ channel, ts: thread, limit: 200 });
    const message = found.messages?.find(
      ({ blocks }) => blocks?.some((block) => block.block_id === blockId) === true,
    );
    return message?.ts ?? null;
  }

  /** One drawing a run at a time; what changed meanwhile is drawn once, afterwards. */
  function draw(run: RunId, force = false): Promise<void> {
    const running = busy.get(run);
    if (running !== undefined) {
      again.add(run);
      return running;
    }
    const work = drawRun(run, force)
      .catch((error: unknown) => desk.log(`drawing ${run}`, error))
      .then(() => (again.has(run) ? pause(SHORTEST_GAP_MS) : undefined))
      .then(() => {
        busy.delete(run);
        return again.delete(run) && !stopped ? draw(run) : undefined;
      });
    busy.set(run, work);
    return work;
  }

  return {
    async start() {
      unfollow = desk.engine.follow((runs) => {
        for (const run of runs) void draw(run);
      });
      for (const { run } of await desk.engine.runs()) await draw(run);
    },
    redraw: (run) => draw(run, true),
    async stop() {
      stopped = true;
      unfollow();
      await Promise.all(busy.values());
    },
  };
}

/** Steps that something happened to, and the current one once it was asked for. */
function cardsOf({ plan, state, step }: RunView) {
  return plan.steps.filter((planned, index) => {
    const result = state.results[index];
    if (result === undefined || result.result === 'not-applicable') return false;
    const isCurrent = step?.id === planned.id && (state.asked !== null || state.phase.at !== 'idle');
    return result.result !== 'pending' || result.attempts > 0 || isCurrent;
  });
}

const pause = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms);
  });
